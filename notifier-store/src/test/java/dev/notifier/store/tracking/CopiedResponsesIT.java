package dev.notifier.store.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.tracking.ReceivedReceipt.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Something is stored already under the key of a response of a batch that is copied. */
class CopiedResponsesIT {
  private static final Instant RESPONDED = Instant.parse("2026-11-20T01:00:00Z");

  private final Database database = MigratedDatabase.create();
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final TrackStore store = new TrackStore(database.dataSource());
  private int attempts;

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aReceiptThatOvertookItsResponseIsFound() {
    UUID id = UUID.randomUUID();
    List<AcceptedSegment> segments = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      segments.add(new AcceptedSegment(key(i), id, 1, RESPONDED, false));
    }
    store.saveReceipts(List.of(receipt(key(7))));
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      store.inRepeatableTransaction(() -> found.add(store.saveResponses(segments).size()));
    }
    assertThat(found).as("only the first transaction is repeated").containsExactly(1, 1, 1);
    assertThat(jdbc.queryForObject("select count(*) from submissions", Integer.class))
        .isEqualTo(80);
  }

  @Test
  void aResponseThatIsStoredMeanwhileIsWaitedFor() throws Exception {
    List<AcceptedSegment> own = new ArrayList<>();
    UUID id = UUID.randomUUID();
    for (int i = 0; i < 80; i++) {
      own.add(new AcceptedSegment(key(i), id, 1, RESPONDED, false));
    }
    AcceptedSegment later =
        new AcceptedSegment(key(79), UUID.randomUUID(), 1, RESPONDED.plusSeconds(9), false);
    CyclicBarrier stored = new CyclicBarrier(2);
    CompletableFuture<Boolean> other =
        CompletableFuture.supplyAsync(() ->
            store.inTransaction(() -> {
              store.saveResponses(List.of(later));
              await(stored);
              Awaitility.await().until(() -> waiting() > 0);
              return true;
            }));
    store.inRepeatableTransaction(() -> {
      if (attempts++ == 0) {
        await(stored);
      }
      return store.saveResponses(own);
    });
    assertThat(other.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(attempts).isEqualTo(2);
    assertThat(
            jdbc.queryForList(
                "select notification_id from submissions where message_id = 'M79' and ambiguous",
                UUID.class))
        .as("the later response has the row")
        .containsExactly(later.notificationId());
  }

  @Test
  void anotherConflictIsNotRepeated() {
    assertThatThrownBy(() ->
            store.inRepeatableTransaction(() -> {
              attempts++;
              throw new DuplicateKeyException("of another table");
            }))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(attempts).isLessThanOrEqualTo(2);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Awaitility calls it in a thread of its own, and so outside of the transaction. */
  private long waiting() {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """,
            Long.class));
  }

  private static SubmissionKey key(int number) {
    return new SubmissionKey((short) 1, "M" + number, 84912345678L);
  }

  private static ReceivedReceipt receipt(SubmissionKey key) {
    return new ReceivedReceipt(
        key,
        SubmissionKey.NO_NUMBER,
        ReceiptOutcome.DELIVERED,
        null,
        RESPONDED.plusSeconds(1),
        List.of(),
        new Position(0, 0, 0));
  }
}
