package dev.notifier.kafka.positions;

import dev.notifier.kafka.clients.KafkaClients;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Where topics begin and end, and how far groups have read them. Each call waits for Kafka at most
 * {@link KafkaClients#CALL_TIMEOUT}, and throws {@link KafkaException} if it does not respond.
 * Thread-safe.
 */
public final class TopicOffsets {
  private final Admin admin;

  /**
   * @param admin not closed by this object
   */
  public TopicOffsets(Admin admin) {
    this.admin = admin;
  }

  /** The partitions of topics, which must exist, by topic. */
  public Map<String, List<TopicPartition>> partitions(Collection<String> topics) {
    Map<String, List<TopicPartition>> partitions = new HashMap<>();
    get(admin.describeTopics(topics).allTopicNames())
        .forEach((topic, description) ->
            partitions.put(
                topic,
                description.partitions().stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList()));
    return partitions;
  }

  /** The partitions of those of the topics that exist. */
  public List<TopicPartition> existing(Collection<String> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    admin
        .describeTopics(topics)
        .topicNameValues()
        .forEach((topic, description) -> {
          try {
            get(description)
                .partitions()
                .forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
          } catch (KafkaException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
              throw e;
            }
          }
        });
    return partitions;
  }

  /**
   * The offsets of the first records that Kafka got at this time or later; partitions without one
   * are missing.
   */
  public Map<TopicPartition, Long> since(Collection<TopicPartition> partitions, Instant time) {
    Map<TopicPartition, Long> offsets =
        new HashMap<>(offsets(partitions, OffsetSpec.forTimestamp(time.toEpochMilli())));
    offsets.values().removeIf(offset -> offset < 0);
    return offsets;
  }

  /** The offsets behind the last records. */
  public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.latest());
  }

  /** The offsets of the first records. */
  public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.earliest());
  }

  private Map<TopicPartition, Long> offsets(
      Collection<TopicPartition> partitions, OffsetSpec spec) {
    if (partitions.isEmpty()) {
      return Map.of();
    }
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    Map<TopicPartition, ListOffsetsResultInfo> found = get(admin.listOffsets(wanted).all());
    found.forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  /** The committed offsets of a group; partitions without one are missing. */
  public Map<TopicPartition, Long> committed(String group) {
    Map<TopicPartition, OffsetAndMetadata> found =
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, Long> offsets = new HashMap<>();
    found.forEach((partition, offset) -> {
      // Kafka has null for a partition without one.
      if (offset != null) {
        offsets.put(partition, offset.offset());
      }
    });
    return offsets;
  }

  /**
   * How many records of the partitions a group has not read. What is written or read meanwhile may
   * be counted or not.
   */
  public long unread(String group, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> ends = ends(partitions);
    Map<TopicPartition, Long> committed = committed(group);
    Map<TopicPartition, Long> beginnings =
        beginnings(
            partitions.stream().filter(partition -> !committed.containsKey(partition)).toList());
    long unread = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      TopicPartition partition = end.getKey();
      long from = committed.getOrDefault(partition, beginnings.getOrDefault(partition, 0L));
      unread += Math.max(0, end.getValue() - from);
    }
    return unread;
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(KafkaClients.CALL_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException("offsets cannot be read", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka does not respond", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while offsets were read", e);
    }
  }
}
