package dev.notifier.kafka.positions;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Up to where Kafka says that a group has processed its partitions. What precedes must be in
 * PostgreSQL, which commits before Kafka. Used by one thread.
 */
public final class CommittedOffsets {
  /**
   * Their records are deleted only behind the committed offset, so everything before the beginning
   * of the log was processed. Other topics lose records by age.
   */
  private static final Set<String> TRIMMED =
      Arrays.stream(Lane.values()).map(Topics::events).collect(Collectors.toUnmodifiableSet());

  private final Map<TopicPartition, Long> known = new HashMap<>();

  /** Whether records of a topic are deleted only after they were processed. */
  public static boolean isTrimmed(String topic) {
    return TRIMMED.contains(topic) || topic.equals(Topics.BINDS);
  }

  /**
   * Returns the offsets of partitions that the consumer owns. Asks Kafka for those that are not
   * known yet.
   *
   * @return one for each of these partitions
   * @throws org.apache.kafka.common.KafkaException if Kafka does not respond, or refuses to
   */
  public Map<TopicPartition, Long> of(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    Set<TopicPartition> unknown = new HashSet<>(partitions);
    unknown.removeAll(known.keySet());
    if (!unknown.isEmpty()) {
      read(consumer, unknown);
    }
    Map<TopicPartition, Long> offsets = new HashMap<>(known);
    offsets.keySet().retainAll(Set.copyOf(partitions));
    return offsets;
  }

  private void read(Consumer<?, ?> consumer, Set<TopicPartition> partitions) {
    Map<TopicPartition, Long> read = new HashMap<>();
    Set<TopicPartition> withoutOffset = new HashSet<>();
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions);
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata offset = committed.get(partition);
      read.put(partition, offset == null ? 0 : offset.offset());
      if (offset == null && isTrimmed(partition.topic())) {
        withoutOffset.add(partition);
      }
    }
    if (!withoutOffset.isEmpty()) {
      read.putAll(consumer.beginningOffsets(withoutOffset));
      // The consumer takes the last answer for the end of the log and computes its lag from it.
      var _ = consumer.endOffsets(withoutOffset);
    }
    known.putAll(read);
  }

  /** Notes what the group has committed. */
  public void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach((partition, offset) -> known.put(partition, offset.offset()));
  }

  /** Forgets partitions that another member may have read. */
  public void forget(Collection<TopicPartition> partitions) {
    known.keySet().removeAll(partitions);
  }
}
