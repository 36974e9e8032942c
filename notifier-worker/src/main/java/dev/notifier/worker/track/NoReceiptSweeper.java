package dev.notifier.worker.track;

import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.store.tracking.DeliveryState;
import dev.notifier.store.tracking.SweepStore;
import dev.notifier.store.tracking.SweepStore.Page;
import dev.notifier.store.tracking.TrackStore;
import dev.notifier.store.tracking.TrackedNotification;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends notifications whose receipts did not arrive within the time of their route.
 *
 * <p>There is no index on the state: every change of state would have to update it, and PostgreSQL
 * could no longer update rows in place (HOT). But ids are ordered by the time of planning, and
 * nearly every message is submitted within minutes of it. So each pass reads each range of ids
 * once, when the time for receipts plus some time for the submission have passed. A second and a
 * third pass find messages that were submitted a day or weeks after planning. Each row is therefore
 * read a few times in its life, in the order of the rows on disk.
 *
 * <p>Progress is stored after the statuses are published. If a range is marked as begun and not as
 * done, its rows may be stored and not published; the next sweep publishes them again.
 *
 * <p>Used by one thread. With several workers, only the one that holds the sweep lock sweeps.
 */
final class NoReceiptSweeper {
  /** How long after planning and the route's time each pass reads an id. */
  static final List<Duration> PASS_DELAYS =
      List.of(Duration.ofMinutes(10), Duration.ofDays(1), Duration.ofDays(31));

  /** For notifications of routes that are no longer configured. */
  static final Duration OTHER_ROUTES_NO_RECEIPT_AFTER = Duration.ofDays(2);

  /** The first sweep starts this long ago. */
  static final Duration MAX_LOOK_BACK = Duration.ofDays(90);

  static final int MAX_ROWS = 2_000;

  private static final Duration MAX_RANGE = Duration.ofSeconds(10);

  private final TrackStore store;
  private final SweepStore sweeps;
  private final StatusPublisher statuses;
  private final Map<String, RouteConfig> routes;
  private final TrackMetrics metrics;
  private final Clock clock;

  NoReceiptSweeper(
      TrackStore store,
      SweepStore sweeps,
      StatusPublisher statuses,
      Map<String, RouteConfig> routes,
      TrackMetrics metrics,
      Clock clock) {
    this.store = store;
    this.sweeps = sweeps;
    this.statuses = statuses;
    this.routes = routes;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * One pass over the notifications of one route.
   *
   * @param route null for all routes that are not configured
   */
  private record Pass(@Nullable String route, Duration noReceiptAfter, Duration delay) {
    String doneMark() {
      return "no-receipt/" + (route == null ? "*" : route) + "/" + delay;
    }

    String begunMark() {
      return doneMark() + "/begun";
    }
  }

  /**
   * Planning times whose notifications are ended and published together.
   *
   * @param repeated whether the range was begun before, so that its rows may be unpublished
   */
  private record Range(Instant from, Instant until, boolean repeated) {}

  /** Sweeps up to the present, unless another worker sweeps. */
  void sweep() {
    Instant now = clock.instant();
    for (Duration delay : PASS_DELAYS) {
      for (Map.Entry<String, RouteConfig> route : routes.entrySet()) {
        if (!run(new Pass(route.getKey(), route.getValue().noReceiptAfter(), delay), now)) {
          return;
        }
      }
      if (!run(new Pass(null, OTHER_ROUTES_NO_RECEIPT_AFTER, delay), now)) {
        return;
      }
    }
  }

  /** Returns false if another worker sweeps. */
  private boolean run(Pass pass, Instant now) {
    Instant end = now.minus(pass.noReceiptAfter()).minus(pass.delay());
    Instant done = sweeps.sweptUntil(pass.doneMark());
    Instant from = done == null ? now.minus(MAX_LOOK_BACK) : done;
    while (from.isBefore(end)) {
      Instant first = sweeps.firstPlannedFrom(from);
      if (first == null || !first.isBefore(end)) {
        sweeps.saveSweptUntil(pass.doneMark(), end);
        return true;
      }
      Range range = range(pass, first, end);
      if (!sweep(pass, range, now)) {
        return false;
      }
      sweeps.saveSweptUntil(pass.doneMark(), range.until());
      from = range.until();
    }
    return true;
  }

  private Range range(Pass pass, Instant first, Instant end) {
    Instant begun = sweeps.sweptUntil(pass.begunMark());
    if (begun != null && begun.isAfter(first)) {
      return new Range(first, begun, true);
    }
    Instant until = first.plus(MAX_RANGE);
    return new Range(first, until.isBefore(end) ? until : end, false);
  }

  private boolean sweep(Pass pass, Range range, Instant now) {
    UUID after = SweepStore.lowestId(range.from());
    while (after != null) {
      Page page =
          new Page(
              pass.route(),
              List.copyOf(routes.keySet()),
              after,
              SweepStore.lowestId(range.until()),
              now.minus(pass.noReceiptAfter()),
              range.repeated(),
              MAX_ROWS);
      List<TrackedNotification> ended = store.inTransaction(() -> end(pass, page, range, now));
      if (ended == null) {
        return false;
      }
      publish(ended);
      after = ended.size() < MAX_ROWS ? null : ended.getLast().id();
    }
    return true;
  }

  /** Returns null if another worker sweeps. */
  private @Nullable List<TrackedNotification> end(Pass pass, Page page, Range range, Instant now) {
    if (!sweeps.tryLock()) {
      return null;
    }
    sweeps.saveSweptUntil(pass.begunMark(), range.until());
    List<TrackedNotification> ended = new ArrayList<>();
    List<TrackedNotification> changed = new ArrayList<>();
    for (TrackedNotification row : sweeps.lockPending(page)) {
      DeliveryState after = NotificationStateMachine.endWithoutReceipt(row.delivery(), now);
      TrackedNotification end = new TrackedNotification(row.id(), row.origin(), after);
      ended.add(end);
      if (!after.equals(row.delivery())) {
        changed.add(end);
      }
    }
    store.save(changed);
    return ended;
  }

  private void publish(List<TrackedNotification> ended) {
    List<StatusRecord> published = new ArrayList<>(ended.size());
    for (TrackedNotification row : ended) {
      DeliveryState state = row.delivery();
      Instant finishedAt = state.finishedAt();
      published.add(StatusPublisher.record(row, finishedAt == null ? clock.instant() : finishedAt));
      metrics.state(state.route() == null ? "none" : state.route(), state.state(), state.reason());
    }
    statuses.publish(published);
  }
}
