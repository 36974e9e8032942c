package dev.notifier.kafka.loop;

import dev.notifier.kafka.clients.FailureDescription;
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
 * Deletes what a queue's only reader has committed. Never waits: what fails is tried again with the
 * next period. Not thread-safe.
 */
final class QueueTrimmer {
  private static final Logger LOG = LoggerFactory.getLogger(QueueTrimmer.class);

  private final Admin admin;
  private final LongSupplier nanoTime;
  private final long periodNanos;
  private final Map<TopicPartition, RecordsToDelete> behind = new HashMap<>();
  private long trimmedAt;

  QueueTrimmer(Admin admin, LongSupplier nanoTime, Duration period) {
    this.admin = admin;
    this.nanoTime = nanoTime;
    this.periodNanos = period.toNanos();
    this.trimmedAt = nanoTime.getAsLong();
  }

  /** These offsets are committed: nobody needs what lies before them. */
  void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach((tp, next) -> behind.put(tp, RecordsToDelete.beforeOffset(next.offset())));
  }

  void trimIfDue() {
    long now = nanoTime.getAsLong();
    if (behind.isEmpty() || now - trimmedAt < periodNanos) {
      return;
    }
    trimmedAt = now;
    var _ =
        admin
            .deleteRecords(Map.copyOf(behind))
            .all()
            .whenComplete((done, failure) -> {
              if (failure != null) {
                LOG.info("Read records stay a while longer: {}", FailureDescription.of(failure));
              }
            });
    behind.clear();
  }
}
