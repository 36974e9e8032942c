package dev.notifier.worker.track;

import dev.notifier.store.recovery.SkippedEventStore;
import dev.notifier.store.tracking.SweepStore;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Deletes skipped events that were not planned again within the recovery window, which contain
 * personal data. Each step deletes few rows in a transaction of its own, and several workers share
 * the work, because each skips the rows that another one deletes.
 */
final class SkippedEventSweeper implements Sweeps.Sweeper {
  /** An event has at most 64 KiB, so a step deletes at most 32 MiB. */
  static final int MAX_ROWS = 500;

  private static final int MAX_STEPS = 200;

  /** How long an expired event is kept. */
  static final Duration EXPIRED_KEPT = Duration.ofHours(1);

  private final SkippedEventStore store;
  private final Duration window;

  /**
   * @param window zero deletes all events
   */
  SkippedEventSweeper(SkippedEventStore store, Duration window) {
    this.store = store;
    this.window = window;
  }

  /** An event that may be on its way to the plan stage is kept for a while, to be reported. */
  private void deleteExpired(Instant now) {
    Instant expired = now.minus(EXPIRED_KEPT);
    for (int i = 0; i < MAX_STEPS; i++) {
      if (store.deleteExpired(expired, MAX_ROWS) < MAX_ROWS) {
        return;
      }
    }
  }

  @Override
  public Duration sweep(Instant now) {
    deleteExpired(now);
    Instant end = now.minus(window);
    for (int i = 0; i < MAX_STEPS; i++) {
      if (store.delete(SweepStore.lowestId(end), MAX_ROWS) < MAX_ROWS) {
        return Duration.ZERO;
      }
    }
    UUID oldest = store.oldest();
    Duration behind =
        oldest == null ? Duration.ZERO : Duration.between(SweepStore.plannedAt(oldest), end);
    return behind.isNegative() ? Duration.ZERO : behind;
  }
}
