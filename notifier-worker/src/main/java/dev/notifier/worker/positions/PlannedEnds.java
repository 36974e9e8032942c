package dev.notifier.worker.positions;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.positions.TopicOffsets;
import dev.notifier.kafka.positions.UnreadRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** How far the events are planned, as Kafka knows it. Plan stores them before. Thread-safe. */
public final class PlannedEnds {
  private final TopicOffsets offsets;
  private final UnreadRecords unread;

  /**
   * @param admin not closed by this object
   */
  public PlannedEnds(Admin admin, KafkaClients clients) {
    this.offsets = new TopicOffsets(admin);
    this.unread = new UnreadRecords(clients, "planned-ends");
  }

  /**
   * Where the events of each lane end now, by lane and partition.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not respond
   */
  public Map<String, Map<Integer, Long>> ends() {
    Map<String, Map<Integer, Long>> ends = new TreeMap<>();
    for (Lane lane : Lane.values()) {
      ends.put(lane.id(), ends(Topics.events(lane)));
    }
    return ends;
  }

  private Map<Integer, Long> ends(String topic) {
    Map<Integer, Long> ends = new TreeMap<>();
    offsets
        .ends(Objects.requireNonNull(offsets.partitions(List.of(topic)).get(topic), topic))
        .forEach((partition, end) -> ends.put(partition.partition(), end));
    return ends;
  }

  /**
   * Whether all events before these ends are planned and stored.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not respond
   */
  public boolean hasReached(Map<String, Map<Integer, Long>> ends) {
    // A replay from the quarantine leaves the marker of its transaction at the end.
    Map<TopicPartition, UnreadRecords.Range> behind = new HashMap<>();
    for (Lane lane : Lane.values()) {
      Map<TopicPartition, Long> committed = offsets.committed(Topics.planGroup(lane));
      for (Map.Entry<Integer, Long> end : ends.getOrDefault(lane.id(), Map.of()).entrySet()) {
        TopicPartition partition = new TopicPartition(Topics.events(lane), end.getKey());
        Long done = committed.get(partition);
        if (end.getValue() > 0 && done == null) {
          return false;
        }
        if (done != null && done < end.getValue()) {
          behind.put(partition, new UnreadRecords.Range(done, end.getValue()));
        }
      }
    }
    return unread.areNone(behind);
  }
}
