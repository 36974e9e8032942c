package dev.notifier.kafka.positions;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/** Knows where a group continues if Kafka has no committed offset of it. */
@FunctionalInterface
public interface StoredStarts {
  /** Knows nothing: reading starts at the beginning of the log. */
  StoredStarts NONE = (_, _, _) -> Map.of();

  /**
   * Returns where reading starts.
   *
   * @param topicIds Kafka's ids of the topics
   * @return an offset for each partition that is known
   * @throws Exception if it cannot be read now
   */
  Map<TopicPartition, Long> of(
      String group, Map<String, UUID> topicIds, Collection<TopicPartition> partitions)
      throws Exception;
}
