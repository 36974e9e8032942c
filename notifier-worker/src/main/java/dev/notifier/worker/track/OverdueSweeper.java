package dev.notifier.worker.track;

import dev.notifier.store.tracking.SweepStore;
import dev.notifier.store.tracking.SweepStore.Page;
import dev.notifier.store.tracking.SweepStore.Sweep;
import dev.notifier.store.tracking.TrackStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Finds notifications that are planned although their time to live has passed: a loss that nothing
 * else reports. Reads each range of ids a few times, like {@link NoReceiptSweeper}, because there
 * is no index on the state. Changes no state, because a submission may still be open.
 *
 * <p>Used by one thread. With several workers, only the one that holds the sweep lock sweeps.
 */
final class OverdueSweeper implements Sweeps.Sweeper {
  /** How long after planning each pass reads an id. */
  static final List<Duration> PASS_DELAYS =
      List.of(Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(1), Duration.ofDays(31));

  /** How long after its time to live a message may end: track may have to catch up. */
  static final Duration MARGIN = Duration.ofMinutes(10);

  private static final Duration MAX_LOOK_BACK = Duration.ofDays(31);
  private static final int MAX_ROWS = 5_000;
  private static final int MAX_PAGES = 100;

  private final TrackStore store;
  private final SweepStore sweeps;
  private final TrackMetrics metrics;
  private volatile int overdue;

  OverdueSweeper(TrackStore store, SweepStore sweeps, TrackMetrics metrics) {
    this.store = store;
    this.sweeps = sweeps;
    this.metrics = metrics;
  }

  @Override
  public Duration sweep(Instant now) {
    Duration behind = Duration.ZERO;
    for (Duration delay : PASS_DELAYS) {
      Duration left = run(delay, now);
      behind = left.compareTo(behind) > 0 ? left : behind;
    }
    overdue = sweeps.countOverdue();
    metrics.plannedPastExpiry(overdue);
    return behind;
  }

  /** Returns how far the pass is behind; zero if another worker sweeps. */
  private Duration run(Duration delay, Instant now) {
    String mark = "overdue/" + delay;
    Instant end = now.minus(delay);
    Instant done = sweeps.sweptUntil(mark);
    Instant limit = now.minus(delay).minus(MAX_LOOK_BACK);
    UUID after = SweepStore.lowestId(done == null || done.isBefore(limit) ? limit : done);
    for (int i = 0; i < MAX_PAGES; i++) {
      UUID last = sweeps.lastOf(new Page(after, SweepStore.lowestId(end), MAX_ROWS));
      if (last == null) {
        sweeps.saveSweptUntil(mark, end);
        return Duration.ZERO;
      }
      UUID first = after;
      boolean swept =
          store.inTransaction(() -> {
            if (!sweeps.tryLock(Sweep.OVERDUE)) {
              return false;
            }
            sweeps.addOverdue(first, last, now.minus(MARGIN));
            sweeps.saveSweptUntil(mark, SweepStore.plannedAt(last));
            return true;
          });
      if (!swept) {
        return Duration.ZERO;
      }
      after = last;
    }
    return Duration.between(SweepStore.plannedAt(after), end);
  }

  /** What needs attention; empty if nothing does. Cheap. */
  List<String> warnings() {
    int count = overdue;
    return count == 0
        ? List.of()
        : List.of(
            (count < SweepStore.MAX_COUNT ? "" : "at least ")
                + count
                + " notifications are planned although their time to live has passed; see"
                + " docs/operating.md, \"Planned past expiry\"");
  }
}
