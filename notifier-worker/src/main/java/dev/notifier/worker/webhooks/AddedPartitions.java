package dev.notifier.worker.webhooks;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a topic has more partitions than a reader knows. Until all workers know them, some
 * still write to the former ones, so that the new ones are read some time later. Used by one
 * thread.
 */
final class AddedPartitions {
  /**
   * As for readers of the feed: others ask once a minute, and a record is on its way for some s.
   */
  static final Duration SETTLING = Duration.ofMinutes(2);

  private static final long CHECK_NANOS = Duration.ofSeconds(30).toNanos();

  private final LongSupplier nanoTime;
  private long checkedAt;
  private @Nullable Long since;

  /**
   * @param nanoTime a monotonic clock
   */
  AddedPartitions(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.checkedAt = nanoTime.getAsLong();
  }

  /**
   * Whether another reader should begin, which knows all partitions.
   *
   * @param differs whether the number has changed; asked every 30 s
   */
  boolean areSettled(BooleanSupplier differs) {
    long now = nanoTime.getAsLong();
    if (now - checkedAt < CHECK_NANOS) {
      return false;
    }
    checkedAt = now;
    if (!differs.getAsBoolean()) {
      since = null;
      return false;
    }
    if (since == null) {
      since = now;
    }
    return now - since >= SETTLING.toNanos();
  }
}
