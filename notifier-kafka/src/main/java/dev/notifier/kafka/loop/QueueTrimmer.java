package dev.notifier.kafka.loop;

import dev.notifier.kafka.clients.RedactedError;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes records that the only reader of a queue has committed, at once or after a time. Does not
 * wait for the deletion; one that fails is repeated in the next period. One request per broker and
 * period, however many records there are. Not thread-safe.
 */
final class QueueTrimmer {
  private static final Logger LOG = LoggerFactory.getLogger(QueueTrimmer.class);

  private final LoopContext context;
  private final long periodNanos;
  private final Duration keep;

  /** What was committed: what is to be deleted, or everything if records are kept for a time. */
  private final Map<TopicPartition, Long> committed = new HashMap<>();

  private long trimmedAt;

  /**
   * @param keep how long records are kept after they were written
   */
  QueueTrimmer(LoopContext context, Duration period, Duration keep) {
    this.context = context;
    this.periodNanos = period.toNanos();
    this.keep = keep;
    this.trimmedAt = context.nanoTime().getAsLong();
  }

  /** Notes committed offsets; the records before them are no longer needed by the reader. */
  void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach((partition, next) -> committed.put(partition, next.offset()));
  }

  /** Notes what was committed before; records that are kept become old without a commit. */
  void assigned(Map<TopicPartition, Long> offsets) {
    if (keep.isPositive()) {
      committed.putAll(offsets);
    }
  }

  /** Leaves partitions to their next owner. */
  void forget(Collection<TopicPartition> partitions) {
    committed.keySet().removeAll(partitions);
  }

  void trimIfDue() {
    if (context.nanoTime().getAsLong() - trimmedAt >= periodNanos) {
      trim();
    }
  }

  /**
   * Deletes now. A loop that stops does so, because a group that finds no committed offset starts
   * at the beginning of the log.
   */
  void trim() {
    if (committed.isEmpty()) {
      return;
    }
    trimmedAt = context.nanoTime().getAsLong();
    if (keep.isPositive()) {
      trimOld(Map.copyOf(committed));
    } else {
      delete(committed);
      committed.clear();
    }
  }

  /** Kafka finds the first record of the time to keep by its index. */
  private void trimOld(Map<TopicPartition, Long> before) {
    long oldest = context.clock().instant().minus(keep).toEpochMilli();
    Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
    before.keySet().forEach(partition -> specs.put(partition, OffsetSpec.forTimestamp(oldest)));
    var result = context.admin().listOffsets(specs);
    KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> firstToKeep = result.all();
    var _ =
        firstToKeep.whenComplete((found, failure) -> {
          if (failure == null) {
            delete(older(before, found));
          } else {
            LOG.info("Old records are deleted later: {}", RedactedError.of(failure));
          }
        });
  }

  private static Map<TopicPartition, Long> older(
      Map<TopicPartition, Long> before, Map<TopicPartition, ListOffsetsResultInfo> firstToKeep) {
    Map<TopicPartition, Long> older = new HashMap<>();
    firstToKeep.forEach((partition, first) -> {
      long committed = before.getOrDefault(partition, 0L);
      // No offset: all records are older.
      older.put(partition, first.offset() < 0 ? committed : Math.min(committed, first.offset()));
    });
    return older;
  }

  private void delete(Map<TopicPartition, Long> before) {
    Map<TopicPartition, RecordsToDelete> records = new HashMap<>();
    before.forEach((partition, offset) -> {
      if (offset > 0) {
        records.put(partition, RecordsToDelete.beforeOffset(offset));
      }
    });
    if (records.isEmpty()) {
      return;
    }
    var _ =
        context
            .admin()
            .deleteRecords(records)
            .all()
            .whenComplete((_, failure) -> {
              if (failure != null) {
                LOG.info("Committed records are deleted later: {}", RedactedError.of(failure));
              }
            });
  }
}
