package dev.notifier.kafka.positions;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads from another store than Kafka how far a group has read: the group continues there if Kafka
 * has no usable committed offset.
 */
public interface StoredStarts {
  /** Knows nothing: reading starts at the beginning of the log. */
  StoredStarts NONE =
      new StoredStarts() {
        @Override
        public Map<TopicPartition, Start> of(
            String group, Map<String, UUID> topicIds, Collection<TopicPartition> partitions) {
          return Map.of();
        }

        @Override
        public void wentBack(
            String group, Map<String, UUID> topicIds, Map<TopicPartition, Long> offsets) {
          // Nothing is stored.
        }
      };

  /**
   * Where a group has been.
   *
   * @param offset Kafka's committed offset was at least this
   * @param storedAt when the last record was stored
   */
  record Start(long offset, Instant storedAt) {}

  /**
   * Returns where the group has been.
   *
   * @param topicIds Kafka's ids of the topics
   * @return a position for each partition that is known
   * @throws Exception if it cannot be read now
   */
  Map<TopicPartition, Start> of(
      String group, Map<String, UUID> topicIds, Collection<TopicPartition> partitions)
      throws Exception;

  /**
   * Kafka is behind what is stored, and has other records behind these offsets than before. The
   * stored positions follow, so that none of them is taken for one that was read.
   *
   * @param offsets where the group continues; Kafka has committed them
   * @throws Exception if it cannot be stored now; repeated later
   */
  void wentBack(String group, Map<String, UUID> topicIds, Map<TopicPartition, Long> offsets)
      throws Exception;
}
