package dev.notifier.worker.track;

import dev.notifier.config.RouteConfig;
import dev.notifier.store.tracking.DeliveryState;
import dev.notifier.store.tracking.SweepStore;
import dev.notifier.store.tracking.SweepStore.Due;
import dev.notifier.store.tracking.SweepStore.Page;
import dev.notifier.store.tracking.SweepStore.Sweep;
import dev.notifier.store.tracking.TrackStore;
import dev.notifier.store.tracking.TrackedNotification;
import dev.notifier.worker.statuses.StatusBatches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends notifications whose receipts did not arrive within the time of their route.
 *
 * <p>There is no index on the state: every change of state would have to update it, and PostgreSQL
 * could no longer update rows in place (HOT). But ids are ordered by the time of planning, and
 * nearly every message is submitted within minutes of it. So each pass reads each range of ids
 * once, when the time for receipts plus some time for the submission have passed. A second and a
 * third pass find messages that were submitted a day or weeks after planning. Routes with the same
 * time share their passes. Each row is therefore read a few times in its life, in the order of the
 * rows on disk.
 *
 * <p>Progress is stored after the statuses are published. If a range is marked as begun and not as
 * done, its rows may be stored and not published; the next sweep publishes them again.
 *
 * <p>Used by one thread. With several workers, only the one that holds the sweep lock sweeps.
 */
final class NoReceiptSweeper implements Sweeps.Sweeper {
  /** How long after planning and the route's time each pass reads an id. */
  static final List<Duration> PASS_DELAYS =
      List.of(Duration.ofMinutes(10), Duration.ofDays(1), Duration.ofDays(31));

  /** For notifications of routes that are no longer configured. */
  static final Duration OTHER_ROUTES_NO_RECEIPT_AFTER = Duration.ofDays(2);

  /** The first sweep starts this long ago. */
  static final Duration MAX_LOOK_BACK = Duration.ofDays(90);

  static final int MAX_ROWS = 2_000;

  /** Pages of one pass in one sweep; the remaining pages wait for the next sweep. */
  static final int MAX_PAGES = 200;

  private static final String MARK = "no-receipt/";

  private final TrackStore store;
  private final SweepStore sweeps;
  private final StatusPublisher statuses;
  private final Map<String, RouteConfig> routes;
  private final TrackMetrics metrics;

  NoReceiptSweeper(
      TrackStore store,
      SweepStore sweeps,
      StatusPublisher statuses,
      Map<String, RouteConfig> routes,
      TrackMetrics metrics) {
    this.store = store;
    this.sweeps = sweeps;
    this.statuses = statuses;
    this.routes = routes;
    this.metrics = metrics;
  }

  /**
   * One pass over the notifications of some routes.
   *
   * @param routes null for all routes that are not configured
   */
  private record Pass(@Nullable List<String> routes, Duration noReceiptAfter, Duration delay) {
    String doneMark() {
      return MARK + (routes == null ? "*" : noReceiptAfter) + "/" + delay;
    }

    String begunMark() {
      return "begun-" + doneMark();
    }

    Instant end(Instant now) {
      return now.minus(noReceiptAfter).minus(delay);
    }
  }

  /**
   * Notifications that are ended and published together.
   *
   * @param repeated whether they were begun before, so that they may be unpublished
   */
  private record Range(UUID after, UUID last, boolean repeated) {}

  private List<Pass> passes() {
    Map<Duration, List<String>> groups = new TreeMap<>();
    new TreeMap<>(routes)
        .forEach((route, config) ->
            groups.computeIfAbsent(config.noReceiptAfter(), time -> new ArrayList<>()).add(route));
    List<Pass> passes = new ArrayList<>();
    for (Duration delay : PASS_DELAYS) {
      groups.forEach((time, names) -> passes.add(new Pass(List.copyOf(names), time, delay)));
      passes.add(new Pass(null, OTHER_ROUTES_NO_RECEIPT_AFTER, delay));
    }
    return passes;
  }

  @Override
  public Duration sweep(Instant now) {
    Map<Pass, Instant> starts = new LinkedHashMap<>();
    passes().forEach(pass -> starts.put(pass, start(pass, now)));
    starts.forEach((pass, start) -> sweeps.saveSweptUntil(pass.doneMark(), start));
    Duration behind = Duration.ZERO;
    for (Map.Entry<Pass, Instant> pass : starts.entrySet()) {
      Duration left = run(pass.getKey(), pass.getValue(), now);
      behind = left.compareTo(behind) > 0 ? left : behind;
    }
    return behind;
  }

  /** Returns how far the pass is behind; zero if another worker sweeps. */
  private Duration run(Pass pass, Instant start, Instant now) {
    Instant end = pass.end(now);
    UUID after = SweepStore.lowestId(start);
    for (int page = 0; page < MAX_PAGES; page++) {
      Instant begun = sweeps.sweptUntil(pass.begunMark());
      boolean repeated = begun != null && begun.isAfter(SweepStore.plannedAt(after));
      Instant until = begun != null && repeated && begun.isBefore(end) ? begun : end;
      UUID last = sweeps.lastOf(new Page(after, SweepStore.lowestId(until), MAX_ROWS));
      if (last == null) {
        sweeps.saveSweptUntil(pass.doneMark(), until);
        if (!until.isBefore(end)) {
          return Duration.ZERO;
        }
        after = SweepStore.lowestId(until);
        continue;
      }
      Range range = new Range(after, last, repeated);
      List<TrackedNotification> ended = store.inTransaction(() -> end(pass, range, now));
      if (ended == null) {
        return Duration.ZERO;
      }
      publish(ended, now);
      sweeps.saveSweptUntil(pass.doneMark(), SweepStore.plannedAt(last));
      after = last;
    }
    return Duration.between(SweepStore.plannedAt(after), end);
  }

  /**
   * A pass that never ran starts where the last one of the others is: they have read all earlier
   * notifications, whatever the time of their route was.
   */
  private Instant start(Pass pass, Instant now) {
    Instant done = sweeps.sweptUntil(pass.doneMark());
    Instant earliest = done == null ? sweeps.earliest(MARK, "/" + pass.delay()) : done;
    Instant limit = now.minus(MAX_LOOK_BACK);
    return earliest == null || earliest.isBefore(limit) ? limit : earliest;
  }

  /** Returns null if another worker sweeps. */
  private @Nullable List<TrackedNotification> end(Pass pass, Range range, Instant now) {
    if (!sweeps.tryLock(Sweep.MISSING_RECEIPTS)) {
      return null;
    }
    sweeps.saveSweptUntil(pass.begunMark(), SweepStore.plannedAt(range.last()).plusMillis(1));
    List<TrackedNotification> ended = new ArrayList<>();
    List<TrackedNotification> changed = new ArrayList<>();
    Due due =
        new Due(
            pass.routes(),
            List.copyOf(routes.keySet()),
            now.minus(pass.noReceiptAfter()),
            range.repeated());
    for (TrackedNotification row : sweeps.lockDue(range.after(), range.last(), due)) {
      DeliveryState after = NotificationStateMachine.endWithoutReceipt(row.delivery(), now);
      TrackedNotification end = row.with(after);
      ended.add(end);
      if (!after.equals(row.delivery())) {
        changed.add(end);
      }
    }
    store.save(changed);
    return ended;
  }

  private void publish(List<TrackedNotification> ended, Instant now) {
    StatusBatches published = new StatusBatches();
    for (TrackedNotification row : ended) {
      DeliveryState state = row.delivery();
      Instant finishedAt = state.finishedAt();
      published.add(
          row.origin().tenant(),
          StatusPublisher.change(row, finishedAt == null ? now : finishedAt));
      metrics.state(state.route() == null ? "none" : state.route(), state.state(), state.reason());
    }
    statuses.publish(published);
  }
}
