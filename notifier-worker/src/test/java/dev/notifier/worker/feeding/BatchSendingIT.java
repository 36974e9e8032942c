package dev.notifier.worker.feeding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.cancellation.CancellationFilter;
import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.batches.BatchPace;
import dev.notifier.store.feeding.FeedStore;
import dev.notifier.store.feeding.RunningBatch;
import dev.notifier.worker.cancellation.TestRules;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines of batches are sent once, at their pace, whatever ends in between. */
class BatchSendingIT {
  private final BatchHarness harness = new BatchHarness();

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void linesWhosePositionWasNotStoredAreSentAgainAndPlannedOnce() {
    harness.plan();
    UUID batch = harness.release("a", 2_300, BatchPace.NONE);
    AtomicInteger portions = new AtomicInteger();
    BatchFeeder killed =
        BatchSending.feeder(
            harness.context(
                "killed",
                () -> {
                  if (portions.incrementAndGet() == 2) {
                    throw new KilledException();
                  }
                }),
            BatchHarness.rooms(),
            (_, _) -> {});
    assertThatThrownBy(() -> killed.feed(running(), 2_300)).isInstanceOf(KilledException.class);
    assertThat(harness.fed(batch)).isEqualTo(1_000);

    BatchFeeder next =
        BatchSending.feeder(harness.context("next", () -> {}), BatchHarness.rooms(), (_, _) -> {});
    assertThat(next.feed(running(), 700)).isEqualTo(700);
    assertThat(harness.fed(batch)).isEqualTo(1_700);
    // A feeder that has not seen this moves nothing back.
    assertThat(next.feed(running(), 5_000)).isEqualTo(600);

    await().untilAsserted(() -> assertThat(harness.planned(batch)).containsExactly(2_300, 2_300));
    assertThat(harness.kafka.committed(Topics.events(Lane.BULK))).hasSize(3_300);
    // Plan stores first.
    await().untilAsserted(() -> assertThat(harness.submitted()).isEqualTo(2_300));
    EventRecord event =
        RecordJson.read(
            harness.kafka.committed(Topics.events(Lane.BULK)).getFirst().value(),
            EventRecord.class);
    Instant released = harness.batch(batch).times().released();
    assertThat(event.source()).isEqualTo("/batches/" + batch);
    assertThat(event.time()).isEqualTo(released);
    assertThat(event.acceptedAt()).isEqualTo(released);
    assertThat(event.templateVersion()).isEqualTo(1);
    assertThat(event.rules().quietHours()).isNotNull();
    assertThat(event.expiresAt()).isAfter(Instant.now().plus(Duration.ofHours(47)));
  }

  @Test
  void twoWorkersSendEachLineOnce() {
    harness.plan();
    UUID batch = harness.release("a", 900, BatchPace.NONE);
    BatchSending first = harness.start("first");
    harness.start("second");
    await().until(() -> harness.fed(batch) > 0);
    first.stop(Duration.ofSeconds(10));
    for (int session = 0; session < 2; session++) {
      harness.taken(session, 1_000_000);
    }

    await().untilAsserted(() -> assertThat(harness.planned(batch)).containsExactly(900, 900));
    assertThat(harness.kafka.committed(Topics.events(Lane.BULK))).hasSize(900);
  }

  @Test
  void theLanesHold500OfARouteThatSendsNothingAndThenMore() {
    harness.plan();
    UUID batch = harness.release("a", 1_200, BatchPace.NONE);
    harness.start("worker");
    await().untilAsserted(() -> assertThat(harness.planned(batch)).containsExactly(500, 500));
    assertThat(harness.fed(batch)).isEqualTo(500);

    for (int session = 0; session < 2; session++) {
      harness.taken(session, 1_000_000);
    }
    await().untilAsserted(() -> assertThat(harness.planned(batch)).containsExactly(1_200, 1_200));
  }

  @Test
  void aBatchIsPausedResumedAndCancelled() {
    UUID batch = harness.release("a", 1_000, new BatchPace(null, null, null, null, 100));
    harness.start("worker");
    await().until(() -> harness.fed(batch) > 0);
    assertThat(harness.batches.pause(harness.batch(batch), "someone looks at it")).isTrue();

    // Another batch shows that turns go on.
    UUID other = harness.release("a", 10, BatchPace.NONE);
    await().until(() -> harness.fed(other) == 10);
    int paused = harness.fed(batch);
    UUID third = harness.release("a", 10, BatchPace.NONE);
    await().until(() -> harness.fed(third) == 10);
    assertThat(harness.fed(batch)).isEqualTo(paused);

    assertThat(harness.batches.resume(harness.batch(batch))).isTrue();
    await().until(() -> harness.fed(batch) > paused);
    assertThat(harness.batches.cancel(harness.batch(batch))).isTrue();
    UUID fourth = harness.release("a", 10, BatchPace.NONE);
    await().until(() -> harness.fed(fourth) == 10);
    assertThat(harness.fed(batch)).isLessThan(1_000);
    assertThat(harness.batch(batch).state()).isEqualTo(BatchState.CANCELLED);
  }

  @Test
  void linesThatAreNotPlannedWhenTheirBatchIsCancelledAreCancelled() {
    UUID batch = harness.release("a", 50, BatchPace.NONE);
    BatchSending.feeder(harness.context("worker", () -> {}), BatchHarness.rooms(), (_, _) -> {})
        .feed(running(), 50);
    harness.rules =
        TestRules.of(
            "a", new CancellationFilter(null, "/batches/" + batch, null, null, null, null, null));
    harness.plan();

    await()
        .untilAsserted(() ->
            assertThat(
                    harness.jdbc.queryForList(
                        "select state || count(*) from notifications group by state", String.class))
                .containsExactly("CANCELLED50"));
    assertThat(harness.submitted()).isZero();
  }

  @Test
  void aBatchThatCannotBeSentIsPausedAndOthersAreSent() {
    UUID broken = harness.release("a", 10, BatchPace.NONE);
    harness.jdbc.update("update batches set type_version = 9 where id = ?", broken);
    UUID other = harness.release("a", 10, BatchPace.NONE);
    harness.start("worker");

    await().until(() -> harness.fed(other) == 10);
    await().until(() -> harness.batch(broken).state() == BatchState.PAUSED);
    assertThat(harness.batch(broken).reason())
        .isEqualTo("the event type card.expiring has no version 9");
    assertThat(harness.fed(broken)).isZero();
    assertThat(
            harness.jdbc.queryForList(
                "select actor || ' ' || operation || ' ' || target from audit", String.class))
        .containsExactly("system stopBatch " + broken);
  }

  @Test
  void anErrorEndsNoThreadAndATurnThatHangsIsSeen() throws Exception {
    AtomicLong nanos = new AtomicLong();
    AtomicInteger turns = new AtomicInteger();
    CountDownLatch hang = new CountDownLatch(1);
    BatchSending sending =
        new BatchSending(
            harness.context(
                "worker",
                () -> {},
                nanos::get,
                () -> {
                  if (turns.incrementAndGet() == 1) {
                    throw new StackOverflowError();
                  }
                  awaitQuietly(hang);
                }));
    sending.start();
    try {
      await().until(() -> turns.get() == 2);
      assertThat(sending.warnings()).singleElement().asString().contains("StackOverflowError");
      nanos.addAndGet(Duration.ofSeconds(90).toNanos());
      assertThat(sending.warnings()).contains("batches: no turn has ended for 90 s");
      hang.countDown();
      await().until(() -> sending.warnings().isEmpty());
    } finally {
      hang.countDown();
      sending.stop(Duration.ofSeconds(10));
    }
  }

  private RunningBatch running() {
    return new FeedStore(harness.database).running(null, 10).getFirst();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
  }

  private static final class KilledException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
