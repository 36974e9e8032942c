package dev.notifier.worker.positions;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.positions.UnreadRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** How far the events are planned, as Kafka knows it. Plan stores them before. Thread-safe. */
public final class PlannedEnds {
  private final Admin admin;
  private final UnreadRecords unread;

  /**
   * @param admin not closed by this object
   */
  public PlannedEnds(Admin admin, KafkaClients clients) {
    this.admin = admin;
    this.unread = new UnreadRecords(clients, "planned-ends");
  }

  /**
   * Where the events of each lane end now, by lane and partition.
   *
   * @throws KafkaException if Kafka does not respond
   */
  public Map<String, Map<Integer, Long>> ends() {
    Map<String, Map<Integer, Long>> ends = new TreeMap<>();
    for (Lane lane : Lane.values()) {
      ends.put(lane.id(), ends(Topics.events(lane)));
    }
    return ends;
  }

  private Map<Integer, Long> ends(String topic) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    Objects.requireNonNull(
            get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic), topic)
        .partitions()
        .forEach(partition ->
            latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
    Map<Integer, Long> ends = new TreeMap<>();
    Map<TopicPartition, ListOffsetsResultInfo> found = get(admin.listOffsets(latest).all());
    found.forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
    return ends;
  }

  /**
   * Whether all events before these ends are planned and stored.
   *
   * @throws KafkaException if Kafka does not respond
   */
  public boolean hasReached(Map<String, Map<Integer, Long>> ends) {
    // A replay from the quarantine leaves the marker of its transaction at the end.
    Map<TopicPartition, UnreadRecords.Range> behind = new HashMap<>();
    for (Lane lane : Lane.values()) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          get(
              admin
                  .listConsumerGroupOffsets(Topics.planGroup(lane))
                  .partitionsToOffsetAndMetadata());
      for (Map.Entry<Integer, Long> end : ends.getOrDefault(lane.id(), Map.of()).entrySet()) {
        TopicPartition partition = new TopicPartition(Topics.events(lane), end.getKey());
        OffsetAndMetadata done = committed.get(partition);
        if (end.getValue() > 0 && done == null) {
          return false;
        }
        if (done != null && done.offset() < end.getValue()) {
          behind.put(partition, new UnreadRecords.Range(done.offset(), end.getValue()));
        }
      }
    }
    return unread.areNone(behind);
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(KafkaClients.CALL_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException("the progress of plan cannot be read", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka does not respond", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while the progress of plan was read", e);
    }
  }
}
