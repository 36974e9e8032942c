package dev.notifier.worker.bind;

import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.JournalWriter;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The right of this owner to write to the carrier: only within 3 s of the start of its last commit.
 * A new owner waits as long after it has fenced this one. Thread-safe.
 */
final class OwnershipLease {
  /** The duration of the lease, counted from the start of a commit. */
  static final Duration DURATION = Duration.ofSeconds(3);

  private final BindId bind;
  private final JournalWriter journal;
  private final LongSupplier nanos;
  private final BooleanSupplier slotLost;

  /**
   * @param slotLost whether the slot is assigned to another worker
   */
  OwnershipLease(BindId bind, JournalWriter journal, LongSupplier nanos, BooleanSupplier slotLost) {
    this.bind = bind;
    this.journal = journal;
    this.nanos = nanos;
    this.slotLost = slotLost;
  }

  /** Whether the lease is valid. */
  boolean isValid() {
    return !slotLost.getAsBoolean() && ageNanos() < DURATION.toNanos();
  }

  /** Throws if the lease has ended. */
  void require() {
    long ageNanos = ageNanos();
    if (ageNanos >= DURATION.toNanos()) {
      throw new StaleOwnerException(bind, Duration.ofNanos(ageNanos).toMillis());
    }
  }

  private long ageNanos() {
    return nanos.getAsLong() - journal.lastCommitStartNanos();
  }
}
