package dev.notifier.worker.uploads;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.batches.BatchJob;
import dev.notifier.store.batches.BatchRetries;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.batches.StoredLine;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The failed lines of a batch are copied into another one. */
class RetryJobIT {
  private static final int LINES = 1_500;

  private static BatchFixture fixture;

  @BeforeAll
  static void open() {
    fixture = new BatchFixture();
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  private static UUID done() {
    StringBuilder file = new StringBuilder(BatchFixture.HEADER);
    for (int i = 0; i < LINES; i++) {
      file.append(BatchFixture.row(i));
    }
    UUID id = fixture.parsed(file.toString()).id();
    fixture.jdbc.update(
        "update batches set state = 'DONE', released_at = now(), ended_at = now() where id = ?",
        id);
    return id;
  }

  /** Rows 2 to 1501; each of five ends otherwise. */
  private static void end(UUID batch, String firstReason) {
    fixture.jdbc.update(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, state, reason, phone,
          segments, delivered_segments, body, accepted_at, planned_at, batch_id)
        select uuidv7(), 'default', '/batches/' || ?, n, 'card.expiring', 'BULK',
          case n % 5 when 0 then 'REJECTED' when 1 then 'UNDELIVERED' when 2 then 'SKIPPED'
            when 3 then 'EXPIRED' else 'DELIVERED' end,
          case n % 5 when 0 then ? when 1 then 'RECEIPT_UNDELIVERED'
            when 2 then 'OPTED_OUT' when 3 then 'EXPIRED_BEFORE_SUBMISSION' end,
          case when n <> 5 then '+84390000001' end, 2, case when n = 10 then 1 end, 'text', now(),
          now(), ?
        from generate_series(2, ?) n
        """,
        batch, firstReason, batch, LINES + 1);
  }

  private static StoredBatch retried(UUID first) {
    UUID retry =
        new BatchRetries(requireNonNull(fixture.jdbc.getDataSource()))
            .add(fixture.found(first), "lan", 1_000)
            .orElseThrow();
    fixture.runWithLostSteps(new BatchJob(retry, null), fixture.retryJob(400));
    return fixture.found(retry);
  }

  @Test
  void linesThatFailedOnTheWayAreCopiedOnce() {
    UUID first = done();
    end(first, "CARRIER_QUEUE_FULL");

    StoredBatch retry = retried(first);

    assertThat(retry.state()).isEqualTo(BatchState.READY);
    assertThat(retry.type()).isEqualTo(fixture.found(first).type());
    List<StoredLine> lines = new ArrayList<>();
    for (int chunk = 0; chunk < retry.lines().chunks(); chunk++) {
      lines.addAll(fixture.lines.read(retry.id(), chunk));
    }
    // Of 300 rejected ones, one is erased and a part of another arrived.
    assertThat(lines).hasSize(598).hasSize(retry.lines().valid());
    assertThat(lines).extracting(StoredLine::line).doesNotHaveDuplicates().doesNotContain(5, 10);
    assertThat(lines).allMatch(line -> line.line() % 5 == 0 || line.line() % 5 == 3);
    assertThat(lines.getFirst()).isEqualTo(fixture.lines.read(first, 0).get(1));
  }

  @Test
  void aBatchWithoutSuchLinesCannotBeRead() {
    UUID first = done();
    end(first, "OPTED_OUT");
    fixture.jdbc.update(
        "delete from notifications where batch_id = ? and state = 'EXPIRED'", first);

    StoredBatch retry = retried(first);

    assertThat(retry.state()).isEqualTo(BatchState.UNREADABLE);
    assertThat(retry.reason()).contains("No line failed");
  }
}
