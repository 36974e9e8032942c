package dev.notifier.kafka.loop;

import dev.notifier.kafka.clients.RedactedError;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes records that the only reader of a queue has committed. Does not wait for the deletion;
 * one that fails is repeated in the next period. Not thread-safe.
 */
final class QueueTrimmer {
  private static final Logger LOG = LoggerFactory.getLogger(QueueTrimmer.class);

  private final Admin admin;
  private final LongSupplier nanoTime;
  private final long periodNanos;
  private final Map<TopicPartition, RecordsToDelete> pending = new HashMap<>();
  private long trimmedAt;

  QueueTrimmer(Admin admin, LongSupplier nanoTime, Duration period) {
    this.admin = admin;
    this.nanoTime = nanoTime;
    this.periodNanos = period.toNanos();
    this.trimmedAt = nanoTime.getAsLong();
  }

  /** Notes committed offsets; the records before them are no longer needed. */
  void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach((tp, next) -> pending.put(tp, RecordsToDelete.beforeOffset(next.offset())));
  }

  void trimIfDue() {
    if (nanoTime.getAsLong() - trimmedAt >= periodNanos) {
      trim();
    }
  }

  /**
   * Deletes now. A loop that stops does so, because a group that finds no committed offset starts
   * at the beginning of the log.
   */
  void trim() {
    if (pending.isEmpty()) {
      return;
    }
    trimmedAt = nanoTime.getAsLong();
    var _ =
        admin
            .deleteRecords(Map.copyOf(pending))
            .all()
            .whenComplete((_, failure) -> {
              if (failure != null) {
                LOG.info("Committed records are deleted later: {}", RedactedError.of(failure));
              }
            });
    pending.clear();
  }
}
