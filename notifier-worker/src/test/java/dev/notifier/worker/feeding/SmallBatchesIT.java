package dev.notifier.worker.feeding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.store.batches.BatchPace;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Small batches in the lane of their event type, on a route that takes 400 messages a second. */
class SmallBatchesIT {
  private static final BatchHarness HARNESS = new BatchHarness();
  private static final int RATE = 400;
  private static final long SECOND = 1_000_000_000L;
  private static final String SMALL = "son-la";

  private final AtomicLong nanos = new AtomicLong();
  private final OneLane bulk = new OneLane();
  private final OneLane normal = new OneLane();
  private final FeedTurn turn = turn();

  /** Offsets of a lane of the route. */
  private static final class OneLane {
    private long taken;
    private long end;

    long waiting() {
      return end - taken;
    }

    LaneMeter.Measurement measure() {
      return new LaneMeter.Measurement(
          0, List.of(new RouteRooms.Session(BatchHarness.ROUTE, 0, taken, end)));
    }
  }

  @BeforeAll
  static void tenant() {
    HARNESS.jdbc.update(
        """
        insert into tenants (id, version, title, suspended, created_at, created_by, changed_at,
          changed_by, small_batches_in_lane)
        values (?, 1, 't', false, now(), 'api', now(), 'api', true)
        """,
        SMALL);
  }

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
  void hundredsOfSmallBatchesTakeNoMoreThanTheShareOfTheirTenant() {
    UUID other = HARNESS.release("lai-chau", 20_000, BatchPace.NONE);
    for (int i = 0; i < 300; i++) {
      HARNESS.release(SMALL, 100, BatchPace.NONE);
    }
    second();
    assertThat(normal.end).as("before the rate of the route is known").isEqualTo(100);
    for (int second = 0; second < 10; second++) {
      second();
    }
    long before = fed(SMALL);
    int beforeOfOther = HARNESS.fed(other);
    for (int second = 0; second < 40; second++) {
      second();
    }
    assertThat(fed(SMALL) - before).isBetween(40L * RATE * 45 / 100, 40L * RATE * 55 / 100);
    assertThat(HARNESS.fed(other) - beforeOfOther)
        .isBetween(40 * RATE * 45 / 100, 40 * RATE * 55 / 100);
  }

  @Test
  void theyHaveTheWholeRouteWhileNoneElseWantsIt() {
    for (int i = 0; i < 100; i++) {
      HARNESS.release(SMALL, 100, BatchPace.NONE);
    }
    HARNESS.release("lai-chau", 10, BatchPace.NONE);
    for (int second = 0; second < 10; second++) {
      second();
    }
    long before = normal.taken;
    for (int second = 0; second < 5; second++) {
      second();
    }
    assertThat(normal.taken - before).isEqualTo(5 * RATE);
  }

  @Test
  void aLaneThatIsBehindGetsNoMoreUntilItHasRoom() throws Exception {
    UUID batch = HARNESS.release(SMALL, 1_000, BatchPace.NONE);
    UUID other = HARNESS.release("lai-chau", 10, BatchPace.NONE);
    long before = HARNESS.records(Topics.events(Lane.NORMAL));
    // Of callers.
    normal.end = 90;
    assertThat(fedInTurns(batch)).isEqualTo(10);
    assertThat(HARNESS.fed(other)).isEqualTo(10);
    nanos.addAndGet(SECOND);
    assertThat(fedInTurns(batch)).isZero();
    normal.end = 5_000;
    nanos.addAndGet(SECOND);
    assertThat(fedInTurns(batch)).isZero();

    normal.taken = 4_990;
    nanos.addAndGet(SECOND);
    assertThat(fedInTurns(batch)).isEqualTo(990);
    assertThat(HARNESS.records(Topics.events(Lane.NORMAL)) - before).isEqualTo(1_000);
  }

  @Test
  void aTenantWithBothKindsGetsFewerLinesInBulk() {
    long before = fed(SMALL);
    UUID large = HARNESS.release(SMALL, 20_000, BatchPace.NONE);
    for (int i = 0; i < 100; i++) {
      HARNESS.release(SMALL, 100, BatchPace.NONE);
    }
    UUID other = HARNESS.release("lai-chau", 20_000, BatchPace.NONE);
    for (int second = 0; second < 40; second++) {
      second();
    }
    assertThat(HARNESS.fed(large)).isPositive();
    assertThat(fed(SMALL) - before).isLessThan(HARNESS.fed(other) * 12L / 10);
  }

  private int fedInTurns(UUID batch) {
    int before = HARNESS.fed(batch);
    turns();
    return HARNESS.fed(batch) - before;
  }

  /** Sends what the lanes have room for; then the route takes messages, most of them normal. */
  private void second() {
    long room = Math.clamp(2 * normal.taken, 100, 1_000);
    long before = normal.end;
    turns();
    assertThat(normal.end - before).isLessThanOrEqualTo(1_000);
    assertThat(normal.waiting()).isLessThanOrEqualTo(room);
    long ofBulk = Math.min(bulk.waiting(), Math.max(RATE / 5, RATE - normal.waiting()));
    long ofNormal = Math.min(normal.waiting(), RATE - ofBulk);
    bulk.taken += ofBulk;
    normal.taken += ofNormal;
    nanos.addAndGet(SECOND);
  }

  /** Until nothing more is sent. */
  private void turns() {
    FeedTurn.Result result;
    do {
      long before = fed("%");
      long inLane = inLane();
      result = turn.turn();
      long sentInLane = inLane() - inLane;
      assertThat(sentInLane).isLessThanOrEqualTo(1_000);
      normal.end += sentInLane;
      bulk.end += fed("%") - before - sentInLane;
    } while (result.sent() > 0);
  }

  private static long fed(String tenant) {
    return sum("select coalesce(sum(fed_lines), 0) from batches where tenant like ?", tenant);
  }

  private static long inLane() {
    return sum(
        "select coalesce(sum(fed_lines), 0) from batches where tenant = ? and valid_lines <= 1000",
        SMALL);
  }

  private static long sum(String sql, String tenant) {
    return Objects.requireNonNull(HARNESS.jdbc.queryForObject(sql, Long.class, tenant));
  }

  private FeedTurn turn() {
    return BatchSending.turn(
        HARNESS.context("worker", () -> {}, nanos::get),
        new LaneShares.Meters(bulk::measure, normal::measure));
  }
}
