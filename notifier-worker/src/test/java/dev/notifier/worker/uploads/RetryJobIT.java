package dev.notifier.worker.uploads;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.batches.BatchJob;
import dev.notifier.store.batches.BatchRetries;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.batches.StoredLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
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

  /** Rows 2 to 1501, planned in their order. */
  private static void end(UUID batch, String firstReason) {
    end(batch, firstReason, IntStream.rangeClosed(2, LINES + 1).boxed().toList());
  }

  /** Each of five rows ends otherwise. They are planned in this order. */
  private static void end(UUID batch, String firstReason, List<Integer> rows) {
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
        from unnest(?::integer[]) with ordinality as planned(n, place) order by place
        """,
        batch, firstReason, batch, rows.toArray(Integer[]::new));
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
    List<StoredLine> lines = lines(retry);
    // Of 300 rejected ones, one is erased and a part of another arrived.
    assertThat(lines).hasSize(598).hasSize(retry.lines().valid());
    assertThat(lines).extracting(StoredLine::line).doesNotHaveDuplicates().doesNotContain(5, 10);
    assertThat(lines).allMatch(line -> line.line() % 5 == 0 || line.line() % 5 == 3);
    assertThat(lines.getFirst()).isEqualTo(fixture.lines.read(first, 0).get(1));
  }

  /** Lines are not planned in the order of the file, and so those of a retry do not have it. */
  @Test
  void linesThatFailAgainAreCopiedAgain() {
    UUID first = done();
    List<Integer> rows =
        IntStream.rangeClosed(2, LINES + 1)
            .boxed()
            .sorted(Comparator.comparing((Integer row) -> row % 7).thenComparing(row -> -row))
            .toList();
    end(first, "CARRIER_QUEUE_FULL", rows);
    StoredBatch retry = retried(first);
    List<Integer> again = lines(retry).stream().map(StoredLine::line).toList();
    assertThat(again).hasSize(598);
    fixture.jdbc.update("update batches set state = 'DONE' where id = ?", retry.id());
    end(retry.id(), "CARRIER_QUEUE_FULL", again);

    StoredBatch second = retried(retry.id());

    assertThat(second.state()).as(second.reason()).isEqualTo(BatchState.READY);
    assertThat(lines(second)).containsExactlyInAnyOrderElementsOf(lines(retry));
    Set<Integer> some = Set.of(again.get(0), again.get(300), again.get(597));
    for (double place : new double[] {0, 0.4, 1, 1.5}) {
      assertThat(new LineFinder(fixture.lines).around(retry.id(), some, place))
          .extracting(StoredLine::line)
          .containsExactlyInAnyOrderElementsOf(some);
    }
  }

  private static List<StoredLine> lines(StoredBatch batch) {
    List<StoredLine> lines = new ArrayList<>();
    for (int chunk = 0; chunk < batch.lines().chunks(); chunk++) {
      lines.addAll(fixture.lines.read(batch.id(), chunk));
    }
    return lines;
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
