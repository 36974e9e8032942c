package dev.notifier.worker.feeding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.batches.BatchPace;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.feeding.FeedStore;
import dev.notifier.store.feeding.RunningBatch;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The turns of a worker, with lanes that have room for 500 lines a second. */
class FeedTurnIT {
  private static final BatchHarness HARNESS = new BatchHarness();

  private final AtomicLong nanos = new AtomicLong();
  private Clock clock = Clock.systemUTC();
  private final BatchSending.Context context = HARNESS.context("worker", () -> {}, nanos::get);
  private final FeedTurn turn = turn("worker");

  @AfterEach
  void end() {
    turn.end();
    HARNESS.jdbc.update("update batches set state = 'PAUSED' where state = 'RUNNING'");
  }

  @AfterAll
  static void close() throws Exception {
    HARNESS.close();
  }

  @Test
  void tenantsGetTheSameAndASmallBatchDoesNotWait() {
    UUID large = HARNESS.release("a", 4_000, BatchPace.NONE);
    UUID other = HARNESS.release("b", 4_000, BatchPace.NONE);
    assertThat(turnsOfASecond()).isEqualTo(500);
    UUID small = HARNESS.release("a", 10, BatchPace.NONE);
    assertThat(turnsOfASecond()).isEqualTo(500);
    assertThat(HARNESS.fed(small)).isEqualTo(10);
    for (int i = 0; i < 4; i++) {
      assertThat(turnsOfASecond()).isEqualTo(500);
    }
    assertThat(HARNESS.fed(other)).isEqualTo(1_500);
    assertThat(HARNESS.fed(large)).isEqualTo(1_490);
    assertThat(turn.status().running()).isEqualTo(2);
  }

  @Test
  void aBatchSendsNoMoreThanItsPace() {
    UUID slow = HARNESS.release("c", 100, new BatchPace(null, null, null, null, 7));
    for (int i = 0; i < 3; i++) {
      var _ = turnsOfASecond();
    }
    assertThat(HARNESS.fed(slow)).isEqualTo(14);
    assertThat(turn.status().perSecond()).isEqualTo(7);
  }

  @Test
  void aNewPaceIsThatOfTheNextSecond() {
    UUID batch = HARNESS.release("n", 1_000, new BatchPace(null, null, null, null, 7));
    assertThat(fedInASecond(batch)).isZero();
    assertThat(fedInASecond(batch)).isEqualTo(7);

    changePace(batch, new BatchPace(null, null, null, null, 40));
    for (int i = 0; i < 5; i++) {
      assertThat(fedInASecond(batch)).isEqualTo(40);
    }
    changePace(batch, new BatchPace(null, null, null, null, 3));
    for (int i = 0; i < 5; i++) {
      assertThat(fedInASecond(batch)).as("what was allowed before is not kept").isEqualTo(3);
    }
    LocalTime now = LocalTime.now(OpenHours.ZONE);
    changePace(batch, new BatchPace(null, now.plusHours(2), now.plusHours(3), null, null));
    assertThat(fedInASecond(batch)).as("not in its hours").isZero();
    changePace(batch, BatchPace.NONE);
    assertThat(fedInASecond(batch)).as("as much as the lanes take").isEqualTo(500);
    assertThat(HARNESS.batch(batch).state()).isEqualTo(BatchState.RUNNING);
  }

  private int fedInASecond(UUID batch) {
    int before = HARNESS.fed(batch);
    var _ = turnsOfASecond();
    return HARNESS.fed(batch) - before;
  }

  private static void changePace(UUID batch, BatchPace pace) {
    assertThat(new BatchStore(HARNESS.database).changePace(HARNESS.batch(batch), pace)).isTrue();
  }

  @Test
  void aSmallBatchMayUseTheLaneOfItsTypeAndNeedsNoRoomInBulk() throws Exception {
    for (String tenant : List.of("small-a", "small-b")) {
      HARNESS.jdbc.update(
          """
          insert into tenants (id, version, title, suspended, created_at, created_by, changed_at,
            changed_by, small_batches_in_lane)
          values (?, 1, 't', false, now(), 'api', now(), 'api', ?)
          """,
          tenant,
          tenant.equals("small-a"));
    }
    UUID small = HARNESS.release("small-a", 10, BatchPace.NONE);
    UUID test = HARNESS.release("small-a~test", 10, BatchPace.NONE);
    UUID large = HARNESS.release("small-a", 1_001, BatchPace.NONE);
    UUID other = HARNESS.release("small-b", 10, BatchPace.NONE);
    FeedTurn full = turn("worker", waiting(500));
    long before = HARNESS.records(Topics.events(Lane.NORMAL));

    assertThat(full.turn().sent()).isEqualTo(20);
    assertThat(HARNESS.fed(small)).isEqualTo(10);
    assertThat(HARNESS.fed(test)).isEqualTo(10);
    assertThat(HARNESS.fed(large)).isZero();
    assertThat(HARNESS.fed(other)).isZero();
    assertThat(HARNESS.records(Topics.events(Lane.NORMAL)) - before).isEqualTo(20);
  }

  /** They begin in twelve hours, and end an hour later. */
  @Test
  void linesAreNotSentInTheQuietHoursOfTheirType() {
    UUID batch = HARNESS.release("m", 10, BatchPace.NONE);
    clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(12).plusMinutes(30));
    FeedTurn night = turn("worker");
    assertThat(night.turn().sent()).isZero();
    assertThat(HARNESS.fed(batch)).isZero();
    assertThat(night.status().waiting()).isNull();
    assertThat(turn.turn().sent()).isEqualTo(10);
  }

  @Test
  void oneWorkerSendsAtATime() {
    UUID batch = HARNESS.release("d", 1_000, BatchPace.NONE);
    FeedTurn second = turn("second");
    assertThat(turnsOfASecond()).isEqualTo(500);
    assertThat(second.turn()).isEqualTo(new FeedTurn.Result(0, Duration.ofSeconds(1)));
    assertThat(second.status().leading()).isFalse();

    turn.end();
    assertThat(second.turn().sent()).isEqualTo(500);
    assertThat(HARNESS.fed(batch)).isEqualTo(1_000);
    second.end();
  }

  @Test
  void aBatchThatMaySendAndDoesNotIsSeen() {
    UUID batch = HARNESS.release("e", 10, BatchPace.NONE);
    FeedTurn full = turn("worker", waiting(500));
    assertThat(full.turn().sent()).isZero();
    nanos.addAndGet(Duration.ofMinutes(3).toNanos());
    assertThat(full.turn().sent()).isZero();
    assertThat(full.status().waiting())
        .isEqualTo(new DueBatches.Waiting(batch, Duration.ofMinutes(3)));
  }

  @Test
  void whatABatchWithoutRoomDoesNotTakeIsForOthers() {
    UUID stuck = HARNESS.release("f", 1_000, BatchPace.NONE, BatchHarness.OTHER_PHONE);
    UUID other = HARNESS.release("g", 1_000, BatchPace.NONE);
    FeedTurn one =
        turn(
            "worker",
            new LaneMeter.Measurement(
                0,
                List.of(
                    new RouteRooms.Session(BatchHarness.ROUTE, 0, 0, 0),
                    new RouteRooms.Session(BatchHarness.OTHER_ROUTE, 0, 0, 500))),
            tenant -> tenant.equals("f") ? 100 : 1);
    assertThat(one.turn().sent()).isEqualTo(500);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(one.turn().sent()).isEqualTo(500);
    assertThat(HARNESS.fed(other)).isEqualTo(1_000);
    assertThat(HARNESS.fed(stuck)).isZero();
  }

  @Test
  void theLinesOfABatchWithoutRoomAreReadOnce() {
    for (int i = 0; i < 70; i++) {
      HARNESS.release("l", 1_000, BatchPace.NONE, BatchHarness.OTHER_PHONE);
    }
    LaneRooms rooms = BatchHarness.rooms();
    BatchFeeder feeder =
        BatchSending.feeder(
            context,
            rooms,
            (batch, reason) -> {
              throw new AssertionError(reason);
            });
    rooms.measured(nanos.get(), waiting(BatchHarness.OTHER_ROUTE, 500));
    List<RunningBatch> batches = new FeedStore(HARNESS.database).running(null, 100);
    assertThat(batches).hasSize(70).allMatch(batch -> feeder.feed(batch, 10) == 0);

    // Who reads them again fails.
    HARNESS.jdbc.update("update batch_chunks set bytes = 'damaged'::bytea");
    assertThat(batches).allMatch(batch -> feeder.feed(batch, 10) == 0);
    rooms.measured(nanos.get(), waiting(BatchHarness.OTHER_ROUTE, 0));
    assertThat(feeder.feed(batches.getLast(), 10)).isEqualTo(10);
  }

  @Test
  void aBatchWhoseLinesCannotBeReadIsPausedAndOthersAreSent() {
    UUID damaged = HARNESS.release("h", 10, BatchPace.NONE);
    HARNESS.jdbc.update(
        "update batch_chunks set bytes = 'damaged'::bytea where batch_id = ?", damaged);
    UUID other = HARNESS.release("i", 10, BatchPace.NONE);
    assertThat(turn.turn().sent()).isEqualTo(10);
    assertThat(HARNESS.fed(other)).isEqualTo(10);
    assertThat(HARNESS.batch(damaged).state()).isEqualTo(BatchState.PAUSED);
    assertThat(HARNESS.batch(damaged).reason()).startsWith("chunk 0 of its lines is damaged: ");
  }

  @Test
  void aBatchWhoseEndCannotBeStoredKeepsNoOtherWaiting() {
    UUID odd = HARNESS.release("j", 10, BatchPace.NONE);
    HARNESS.jdbc.execute(
        "alter table batches add constraint odd check (id <> '" + odd + "' or state <> 'SENT')");
    try {
      sent(odd);
      UUID other = HARNESS.release("k", 10, BatchPace.NONE);
      assertThat(turn.turn().sent()).isEqualTo(10);
      sent(other);
      nanos.addAndGet(Duration.ofSeconds(5).toNanos());
      turn.turn();
      assertThat(HARNESS.batch(other).state()).isEqualTo(BatchState.SENT);
    } finally {
      HARNESS.jdbc.execute("alter table batches drop constraint odd");
    }
  }

  private static void sent(UUID batch) {
    HARNESS.jdbc.update("update batches set fed_lines = valid_lines where id = ?", batch);
    HARNESS.jdbc.update(
        """
        insert into counter_deltas (hour, tenant, type, template, route, lane, state, reason,
          batch_id, group_id, number, segments)
        select date_trunc('hour', now()), tenant, event_type, '', '', 'BULK', 'SUBMITTED', '', id,
          null, valid_lines, 0
        from batches where id = ?
        """,
        batch);
  }

  /** Turns until the room of a measurement is used. */
  private int turnsOfASecond() {
    int sent = 0;
    FeedTurn.Result result = turn.turn();
    while (result.pause().isZero()) {
      sent += result.sent();
      result = turn.turn();
    }
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    return sent + result.sent();
  }

  private static LaneMeter.Measurement waiting(int messages) {
    return waiting(BatchHarness.ROUTE, messages);
  }

  private static LaneMeter.Measurement waiting(String route, int messages) {
    return new LaneMeter.Measurement(0, List.of(new RouteRooms.Session(route, 0, 0, messages)));
  }

  private FeedTurn turn(String owner) {
    return turn(owner, waiting(0));
  }

  private FeedTurn turn(String owner, LaneMeter.Measurement measured) {
    return turn(owner, measured, _ -> 1);
  }

  private FeedTurn turn(
      String owner, LaneMeter.Measurement measured, ToIntFunction<String> weights) {
    FeedStore store = new FeedStore(HARNESS.database);
    LaneRooms rooms = new LaneRooms();
    BatchEnds ends = BatchSending.ends(context);
    return new FeedTurn(
        new FeedLease(store, owner, nanos::get),
        store,
        new DueBatches(BatchSending.types(context), clock, nanos::get),
        new LaneShares(
            new LaneShares.Meters(() -> measured, () -> waiting(0)), rooms, weights, nanos::get),
        BatchSending.feeder(context, rooms, (batch, reason) -> ends.pause(batch.id(), reason)),
        ends);
  }
}
