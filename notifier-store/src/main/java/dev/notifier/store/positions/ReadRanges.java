package dev.notifier.store.positions;

import java.util.List;
import java.util.UUID;

/**
 * What a batch has read of one topic.
 *
 * @param group the consumer group
 * @param topicId Kafka's id of the topic
 * @param ranges at most one for each partition
 */
public record ReadRanges(String group, String topic, UUID topicId, List<Range> ranges) {
  /**
   * The records of one partition.
   *
   * @param committed Kafka's committed offset when the batch began: what precedes it must have been
   *     stored before
   * @param next the offset behind the last record; a batch that was interrupted may begin again
   *     with fewer records
   */
  public record Range(int partition, long committed, long next) {}
}
