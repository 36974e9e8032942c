package dev.notifier.worker.feeding;

import dev.notifier.store.feeding.FeedStore;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Decides which worker sends batches: one at a time. Not thread-safe. */
final class FeedLease {
  /** Another worker takes over within this time. */
  private static final Duration DURATION = Duration.ofSeconds(10);

  private static final Duration RENEWED_AFTER = Duration.ofSeconds(2);

  private final FeedStore store;
  private final String owner;
  private final LongSupplier nanoTime;
  private @Nullable Long renewedNanos;

  /**
   * @param owner unique among all workers
   */
  FeedLease(FeedStore store, String owner, LongSupplier nanoTime) {
    this.store = store;
    this.owner = owner;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes the lease, or renews it if that is due.
   *
   * @return whether this worker has it
   * @throws org.springframework.dao.DataAccessException if PostgreSQL is unavailable
   */
  boolean isHeld() {
    long now = nanoTime.getAsLong();
    if (renewedNanos != null && now - renewedNanos < RENEWED_AFTER.toNanos()) {
      return true;
    }
    renewedNanos = store.lease(owner, DURATION) ? now : null;
    return renewedNanos != null;
  }

  /** Lets another worker send at once. */
  void release() {
    if (renewedNanos != null) {
      renewedNanos = null;
      store.giveBack(owner);
    }
  }
}
