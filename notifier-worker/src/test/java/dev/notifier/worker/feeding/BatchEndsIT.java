package dev.notifier.worker.feeding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.batches.BatchPace;
import dev.notifier.store.counters.CounterFolding;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Batches are sent, done and stopped as their counters say. */
class BatchEndsIT {
  private static final BatchHarness HARNESS = new BatchHarness();

  private final AtomicLong nanos = new AtomicLong();
  private final BatchEnds ends = BatchSending.ends(HARNESS.context("worker", () -> {}, nanos::get));

  @AfterAll
  static void close() throws Exception {
    HARNESS.close();
  }

  @Test
  void aBatchIsSentWhenNoLineWaitsAndDoneWhenEachHasEnded() {
    UUID batch = released("a", 10);
    count(batch, "PLANNED", "", 4);
    count(batch, "SKIPPED", "OPTED_OUT", 2);
    assertThat(lookedAt(batch)).isEqualTo(BatchState.RUNNING);

    count(batch, "DEFERRED", "QUIET_HOURS", 4);
    count(batch, "PLANNED", "", -4);
    count(batch, "SUBMITTED", "", 4);
    assertThat(lookedAt(batch)).isEqualTo(BatchState.RUNNING);

    count(batch, "DEFERRED", "QUIET_HOURS", -4);
    count(batch, "UNCONFIRMED", "RESPONSE_MISSING", 4);
    assertThat(lookedAt(batch)).isEqualTo(BatchState.SENT);

    count(batch, "UNCONFIRMED", "RESPONSE_MISSING", -4);
    count(batch, "NO_RECEIPT", "", 4);
    count(batch, "SUBMITTED", "", -3);
    count(batch, "DELIVERED", "", 3);
    assertThat(lookedAt(batch)).isEqualTo(BatchState.SENT);

    new CounterFolding(HARNESS.database).fold(1_000);
    count(batch, "SUBMITTED", "", -1);
    count(batch, "UNDELIVERED", "RECEIPT_UNDELIVERED", 1);
    assertThat(lookedAt(batch)).isEqualTo(BatchState.DONE);
    assertThat(HARNESS.batch(batch).times().ended()).isNotNull();
  }

  @Test
  void aBatchIsDoneWhenLinesWithoutAResponseCanGetNoReceipt() {
    UUID batch = released("d", 10);
    count(batch, "DELIVERED", "", 9);
    count(batch, "UNCONFIRMED", "RESPONSE_MISSING", 1);
    assertThat(lookedAt(batch)).isEqualTo(BatchState.SENT);

    sentAgo(batch, "47 hours");
    assertThat(lookedAt(batch)).isEqualTo(BatchState.SENT);
    sentAgo(batch, "49 hours");
    assertThat(lookedAt(batch)).isEqualTo(BatchState.DONE);
  }

  private static void sentAgo(UUID batch, String time) {
    HARNESS.jdbc.update(
        "update batches set changed_at = now() - ?::interval where id = ?", time, batch);
  }

  @Test
  void aBatchThatIsNotCompletelyFedIsNotSent() {
    UUID batch = released("b", 10);
    HARNESS.jdbc.update("update batches set fed_lines = 9 where id = ?", batch);
    count(batch, "DELIVERED", "", 10);
    assertThat(lookedAt(batch)).isEqualTo(BatchState.RUNNING);
  }

  @Test
  void aBatchOfWhichTooManyLinesFailIsPausedUntilSomeoneResumesIt() {
    UUID batch = released("c", 10_000);
    count(batch, "DELIVERED", "", 700);
    count(batch, "EXPIRED", "RECEIPT_EXPIRED", 100);
    assertThat(lookedAt(batch)).isEqualTo(BatchState.RUNNING);
    count(batch, "REJECTED", "CARRIER_REJECTED", 200);
    assertThat(lookedAt(batch)).isEqualTo(BatchState.PAUSED);
    String reason =
        "200 of 1000 lines that carriers got in the last 10 minutes failed with CARRIER_REJECTED";
    assertThat(HARNESS.batch(batch).reason()).isEqualTo(reason);
    assertThat(
            HARNESS.jdbc.queryForList(
                """
                select actor || ', ' || actor_kind || ', ' || operation || ', ' || reason from audit
                where tenant = 'c' and target = ?
                """,
                String.class,
                batch.toString()))
        .containsExactly("system, system, stopBatch, " + reason);
    assertThat(lookedAt(batch)).isEqualTo(BatchState.PAUSED);

    assertThat(HARNESS.batches.resume(HARNESS.batch(batch))).isTrue();
    assertThat(lookedAt(batch)).isEqualTo(BatchState.RUNNING);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    count(batch, "DELIVERED", "", 1_000);
    count(batch, "UNDELIVERED", "RECEIPT_UNDELIVERED", 80);
    assertThat(lookedAt(batch)).isEqualTo(BatchState.RUNNING);
  }

  @Test
  void aBatchThatIsPausedForTooLongIsCancelledWithWhatWaitsOfIt() {
    UUID batch = released("p", 10);
    HARNESS.jdbc.update("update batches set fed_lines = 6 where id = ?", batch);
    count(batch, "DEFERRED", "QUIET_HOURS", 6);
    assertThat(HARNESS.batches.pause(HARNESS.batch(batch), "Paused by a person.")).isTrue();
    sentAgo(batch, "29 days");
    assertThat(lookedAt(batch)).isEqualTo(BatchState.PAUSED);

    sentAgo(batch, "31 days");
    countedFrom(batch, "29 days");
    assertThat(lookedAt(batch)).as("paused before the upgrade").isEqualTo(BatchState.PAUSED);

    countedFrom(batch, "31 days");
    assertThat(lookedAt(batch)).isEqualTo(BatchState.CANCELLED);
    assertThat(HARNESS.batch(batch).reason()).isEqualTo("It was paused for too long.");
    assertThat(HARNESS.batch(batch).times().ended()).isNotNull();
    assertThat(
            HARNESS.jdbc.queryForList(
                "select actor || ', ' || operation from audit where target = ?",
                String.class,
                batch.toString()))
        .containsExactly("system, giveUpBatch");
    assertThat(
            HARNESS.jdbc.queryForList(
                "select filter ->> 'source' from cancellations where tenant = 'p'", String.class))
        .containsExactly("/batches/" + batch);
  }

  private static void countedFrom(UUID batch, String time) {
    HARNESS.jdbc.update(
        "update batches set pauses_count_from = now() - ?::interval where id = ?", time, batch);
  }

  @Test
  void aPausedBatchOfWhichNoLineWaitsAnyMoreIsSent() {
    UUID batch = released("q", 10);
    count(batch, "DELIVERED", "", 4);
    count(batch, "DEFERRED", "QUIET_HOURS", 6);
    assertThat(HARNESS.batches.pause(HARNESS.batch(batch), "Paused by a person.")).isTrue();
    assertThat(lookedAt(batch)).isEqualTo(BatchState.PAUSED);

    count(batch, "DEFERRED", "QUIET_HOURS", -6);
    count(batch, "EXPIRED", "EXPIRED_BEFORE_SUBMISSION", 6);
    assertThat(lookedAt(batch)).as("it was SENT before").isEqualTo(BatchState.DONE);
    assertThat(HARNESS.batch(batch).reason()).isNull();
  }

  @Test
  void aWorkerThatTakesOverJudgesOnlyWhatEndsFromThenOn() {
    UUID batch = released("e", 10_000);
    HARNESS.jdbc.update(
        """
        update batches set released_at = released_at - interval '3 days',
          changed_at = changed_at - interval '3 days'
        where id = ?
        """,
        batch);
    count(batch, "REJECTED", "CARRIER_REJECTED", 1_000);
    assertThat(lookedAt(batch)).isEqualTo(BatchState.RUNNING);
    count(batch, "REJECTED", "CARRIER_REJECTED", 500);
    assertThat(lookedAt(batch)).isEqualTo(BatchState.PAUSED);
  }

  /** A batch of which all lines were fed. */
  private static UUID released(String tenant, int lines) {
    UUID batch = HARNESS.release(tenant, lines, BatchPace.NONE);
    HARNESS.jdbc.update("update batches set fed_lines = valid_lines where id = ?", batch);
    return batch;
  }

  private BatchState lookedAt(UUID batch) {
    ends.look();
    return HARNESS.batch(batch).state();
  }

  private static void count(UUID batch, String state, String reason, int number) {
    HARNESS.jdbc.update(
        """
        insert into counter_deltas (hour, tenant, type, template, route, lane, state, reason,
          batch_id, group_id, number, segments)
        select date_trunc('hour', now()), tenant, event_type, '', '', 'BULK', ?, ?, id, null, ?, 0
        from batches where id = ?
        """,
        state,
        reason,
        number,
        batch);
  }
}
