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
 * Ends what did not meet: notifications without a receipt, receipts without an answer.
 *
 * <p>There is no index on the state: every change of state would have to touch it, and the updates
 * could not stay on their pages. But ids are ordered by the time of planning, and nearly everything
 * is submitted within minutes of it. So each pass walks once over the ids, as far behind the
 * present as a receipt may take plus some time for the submission; a second and a third pass, later
 * still, find what was submitted a day or weeks after it was planned. Each id is looked at a
 * handful of times in its life, in the order in which the rows stand on disk.
 *
 * <p>Progress is written only after the statuses are published. {@code begun} before {@code done}
 * tells the next sweep which range may be stored and not published; it publishes that range again.
 *
 * <p>For one thread; any number of workers: the one that gets the lock sweeps.
 */
final class TrackingSweeper {
  /** Behind planning, besides the route's own time: minutes, a day, the longest deferral. */
  static final List<Duration> PASSES =
      List.of(Duration.ofMinutes(10), Duration.ofDays(1), Duration.ofDays(31));

  static final Duration UNMATCHED_RECEIPT_KEPT = Duration.ofDays(7);

  /** For notifications of routes that are not configured any more. */
  static final Duration OTHER_ROUTES_NO_RECEIPT_AFTER = Duration.ofDays(2);

  /** A sweep that never ran starts no further back. */
  static final Duration MAX_LOOK_BACK = Duration.ofDays(90);

  private static final Duration STEP = Duration.ofSeconds(10);
  static final int MAX_ROWS = 2_000;

  private final TrackStore store;
  private final SweepStore sweeps;
  private final StatusPublisher statuses;
  private final TrackMetrics meters;
  private final Clock clock;
  private final Map<String, RouteConfig> routes;

  TrackingSweeper(
      TrackStore store,
      SweepStore sweeps,
      StatusPublisher statuses,
      Map<String, RouteConfig> routes,
      TrackMetrics meters,
      Clock clock) {
    this.store = store;
    this.sweeps = sweeps;
    this.statuses = statuses;
    this.routes = routes;
    this.meters = meters;
    this.clock = clock;
  }

  /** One walk of one pass over one route's notifications. */
  private record Walk(@Nullable String route, Duration noReceiptAfter, Duration behind) {
    String name() {
      return "no-receipt/" + (route == null ? "*" : route) + "/" + behind;
    }

    String begun() {
      return name() + "/begun";
    }
  }

  /** Sweeps up to the present, unless another worker is sweeping. */
  void sweep() {
    Instant now = clock.instant();
    for (Duration behind : PASSES) {
      for (Map.Entry<String, RouteConfig> route : routes.entrySet()) {
        if (!walk(new Walk(route.getKey(), route.getValue().noReceiptAfter(), behind), now)) {
          return;
        }
      }
      if (!walk(new Walk(null, OTHER_ROUTES_NO_RECEIPT_AFTER, behind), now)) {
        return;
      }
    }
    meters.waiting(sweeps.countUnmatchedReceipts());
    meters.forgotten(sweeps.deleteUnmatchedReceipts(now, UNMATCHED_RECEIPT_KEPT, MAX_ROWS));
  }

  /** False when another worker sweeps. */
  private boolean walk(Walk walk, Instant now) {
    Instant end = now.minus(walk.noReceiptAfter()).minus(walk.behind());
    Instant done = sweeps.sweptUntil(walk.name());
    Instant from = done == null ? now.minus(MAX_LOOK_BACK) : done;
    while (from.isBefore(end)) {
      Instant first = sweeps.firstPlannedFrom(from);
      if (first == null || !first.isBefore(end)) {
        sweeps.saveSweptUntil(walk.name(), end);
        return true;
      }
      Instant begun = sweeps.sweptUntil(walk.begun());
      Instant again = begun == null || !begun.isAfter(first) ? null : begun;
      Instant until = again == null ? earlier(first.plus(STEP), end) : again;
      if (!step(walk, first, until, again != null, now)) {
        return false;
      }
      sweeps.saveSweptUntil(walk.name(), until);
      from = until;
    }
    return true;
  }

  private boolean step(Walk walk, Instant from, Instant until, boolean again, Instant now) {
    UUID after = SweepStore.lowestId(from);
    while (after != null) {
      Page page =
          new Page(
              walk.route(),
              List.copyOf(routes.keySet()),
              after,
              SweepStore.lowestId(until),
              now.minus(walk.noReceiptAfter()),
              again,
              MAX_ROWS);
      List<TrackedNotification> ended = store.inTransaction(() -> end(walk, page, until, now));
      if (ended == null) {
        return false;
      }
      publish(ended);
      after = ended.size() < MAX_ROWS ? null : ended.getLast().id();
    }
    return true;
  }

  private @Nullable List<TrackedNotification> end(
      Walk walk, Page page, Instant until, Instant now) {
    if (!sweeps.tryLock()) {
      return null;
    }
    sweeps.saveSweptUntil(walk.begun(), until);
    List<TrackedNotification> ended = new ArrayList<>();
    List<TrackedNotification> changed = new ArrayList<>();
    for (TrackedNotification row : sweeps.lockPending(page)) {
      DeliveryState after = NotificationStateMachine.silence(row.delivery(), now);
      TrackedNotification swept = new TrackedNotification(row.id(), row.origin(), after);
      ended.add(swept);
      if (!after.equals(row.delivery())) {
        changed.add(swept);
      }
    }
    store.save(changed);
    return ended;
  }

  private void publish(List<TrackedNotification> ended) {
    List<StatusRecord> published = new ArrayList<>(ended.size());
    for (TrackedNotification row : ended) {
      DeliveryState now = row.delivery();
      published.add(
          StatusPublisher.of(row, now.finishedAt() == null ? clock.instant() : now.finishedAt()));
      meters.state(now.route() == null ? "none" : now.route(), now.state(), now.reason());
    }
    statuses.publish(published);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
