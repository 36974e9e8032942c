package dev.notifier.worker.bind;

import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.JournalWriter;
import dev.notifier.worker.smpp.WritePermission;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The right of this owner to submit to the carrier: only within 3 s of the start of its last
 * commit. A new owner waits as long after it has fenced this one. Without it, the owner still
 * responds, until it knows that it has lost its slot: a commit that takes longer must not cost the
 * link. Thread-safe.
 */
final class OwnershipLease implements WritePermission {
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

  @Override
  public boolean maySubmit() {
    return mayRespond() && !hasEnded(journal, nanos.getAsLong());
  }

  @Override
  public boolean mayRespond() {
    return !slotLost.getAsBoolean();
  }

  /** Whether the last commit of a journal began too long ago. */
  static boolean hasEnded(JournalWriter journal, long nowNanos) {
    return nowNanos - journal.lastCommitStartNanos() >= DURATION.toNanos();
  }

  /** Throws if the lease has ended. */
  void require() {
    long now = nanos.getAsLong();
    if (hasEnded(journal, now)) {
      long ageNanos = now - journal.lastCommitStartNanos();
      throw new StaleOwnerException(bind, Duration.ofNanos(ageNanos).toMillis());
    }
  }
}
