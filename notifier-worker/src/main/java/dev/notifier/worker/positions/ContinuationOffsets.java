package dev.notifier.worker.positions;

import dev.notifier.kafka.positions.StoredStarts;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.store.positions.StagePosition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/** Where plan continues if Kafka has lost a committed offset. */
public final class ContinuationOffsets {
  private ContinuationOffsets() {}

  /** Reads the positions each time that it is asked. */
  public static StoredStarts from(PositionStore store) {
    return (group, topicIds, partitions) -> starts(store.all(), group, topicIds, partitions);
  }

  private static Map<TopicPartition, Long> starts(
      List<StagePosition> positions,
      String group,
      Map<String, UUID> topicIds,
      Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> starts = new HashMap<>();
    for (StagePosition position : positions) {
      TopicPartition partition = new TopicPartition(position.topic(), position.partition());
      if (position.group().equals(group)
          && position.topicId().equals(topicIds.get(position.topic()))
          && partitions.contains(partition)) {
        starts.put(partition, position.from());
      }
    }
    return starts;
  }
}
