package dev.notifier.worker.positions;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.positions.CommittedOffsets;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.store.positions.ReadRanges;
import dev.notifier.store.positions.ReadRanges.Range;
import dev.notifier.store.positions.StagePosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Compares what Kafka has committed with what PostgreSQL has stored. PostgreSQL commits first, so
 * it is behind only if it was restored from a backup. Thread-safe.
 */
public final class PositionCheck implements PositionSource {
  private static final long CALL_SECONDS = KafkaClients.CALL_TIMEOUT.toSeconds();

  private final Admin admin;
  private final PositionStore store;

  /**
   * @param admin not closed by this object
   */
  public PositionCheck(Admin admin, PositionStore store) {
    this.admin = admin;
    this.store = store;
  }

  /**
   * Kafka's id of a topic.
   *
   * @throws KafkaException if Kafka does not respond, or there is no such topic
   */
  public static UUID topicId(Admin admin, String topic) {
    return javaUuid(
        get(Objects.requireNonNull(
                admin.describeTopics(List.of(topic)).topicNameValues().get(topic)))
            .topicId());
  }

  /** The groups whose stages store in PostgreSQL what they read, with their topics. */
  static Map<String, String> topicsByGroup() {
    Map<String, String> topics = new LinkedHashMap<>();
    for (Lane lane : Lane.values()) {
      topics.put(Topics.planGroup(lane), Topics.events(lane));
    }
    topics.put(Topics.GROUP_TRACK_JOURNAL, Topics.BINDS);
    topics.put(Topics.GROUP_TRACK_RECEIPTS, Topics.RECEIPTS);
    topics.put(Topics.GROUP_TRACK_INBOUND, Topics.INBOUND);
    return topics;
  }

  @Override
  public List<String> adoptNew() {
    List<ReadRanges> unknown = unknown();
    unknown.forEach(store::adopt);
    return processed(unknown);
  }

  /**
   * The topics of which Kafka says that records were processed, and PostgreSQL knows no position.
   * Changes nothing.
   */
  public List<String> unknownTopics() {
    return processed(unknown());
  }

  private List<ReadRanges> unknown() {
    if (stored().keySet().containsAll(keys())) {
      return List.of(); // Almost always, so that Kafka need not be asked.
    }
    List<ReadRanges> processed = processed();
    // Read after Kafka: what was stored meanwhile is not new.
    Set<String> stored = stored().keySet();
    return processed.stream().filter(each -> !stored.contains(key(each))).toList();
  }

  private static List<String> processed(List<ReadRanges> unknown) {
    return unknown.stream()
        .filter(each -> each.ranges().stream().anyMatch(range -> range.committed() > 0))
        .map(ReadRanges::topic)
        .toList();
  }

  @Override
  public List<BehindPartition> behind() {
    List<ReadRanges> processed = processed();
    // Read after Kafka: meanwhile PostgreSQL can only move ahead.
    Map<String, List<StagePosition>> stored = stored();
    List<BehindPartition> behind = new ArrayList<>();
    for (ReadRanges each : processed) {
      List<StagePosition> positions = stored.get(key(each));
      if (positions != null) {
        behind.addAll(compare(each, positions));
      }
    }
    return behind;
  }

  /**
   * Moves the positions to Kafka's offsets, because an operator accepts that the records between
   * are missing in PostgreSQL. Positions that have moved on meanwhile stay.
   *
   * @return how many partitions were moved
   */
  public int accept(List<BehindPartition> behind) {
    Map<String, List<BehindPartition>> byGroup =
        behind.stream().collect(Collectors.groupingBy(BehindPartition::group));
    int moved = 0;
    for (List<BehindPartition> partitions : byGroup.values()) {
      BehindPartition first = partitions.getFirst();
      moved +=
          store.accept(
              new ReadRanges(
                  first.group(),
                  first.topic(),
                  first.topicId(),
                  partitions.stream().map(BehindPartition::accepted).toList()));
    }
    return moved;
  }

  /** A topic with another id was deleted and created again, and begins at 0. */
  private static List<BehindPartition> compare(ReadRanges processed, List<StagePosition> stored) {
    Map<Integer, StagePosition> positions = new HashMap<>();
    stored.stream()
        .filter(position -> position.topicId().equals(processed.topicId()))
        .forEach(position -> positions.put(position.partition(), position));
    List<BehindPartition> behind = new ArrayList<>();
    for (Range range : processed.ranges()) {
      StagePosition position = positions.get(range.partition());
      long next = position == null ? 0 : position.next();
      if (next < range.committed()) {
        behind.add(
            new BehindPartition(
                processed.group(),
                processed.topic(),
                processed.topicId(),
                range.partition(),
                next,
                range.committed(),
                position == null ? null : position.updatedAt()));
      }
    }
    return behind;
  }

  /** The positions of each group and topic. */
  private Map<String, List<StagePosition>> stored() {
    return store.all().stream()
        .collect(Collectors.groupingBy(each -> key(each.group(), each.topic())));
  }

  private static List<String> keys() {
    return topicsByGroup().entrySet().stream()
        .map(entry -> key(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static String key(ReadRanges ranges) {
    return key(ranges.group(), ranges.topic());
  }

  private static String key(String group, String topic) {
    return group + " " + topic;
  }

  /** Up to where Kafka says that each partition was processed. */
  private List<ReadRanges> processed() {
    Map<String, String> topics = topicsByGroup();
    Map<String, TopicDescription> described = describe(topics.values());
    Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
        get(admin.listConsumerGroupOffsets(specs(topics, described)).all());
    Map<TopicPartition, Long> beginnings = beginnings(described.values());
    List<ReadRanges> processed = new ArrayList<>();
    topics.forEach((group, topic) -> {
      TopicDescription description = described.get(topic);
      if (description != null) {
        Map<TopicPartition, OffsetAndMetadata> offsets =
            Objects.requireNonNullElse(committed.get(group), Map.of());
        processed.add(ranges(group, description, offsets, beginnings));
      }
    });
    return processed;
  }

  private static ReadRanges ranges(
      String group,
      TopicDescription topic,
      Map<TopicPartition, OffsetAndMetadata> committed,
      Map<TopicPartition, Long> beginnings) {
    List<Range> ranges = new ArrayList<>();
    for (TopicPartition partition : partitions(topic)) {
      OffsetAndMetadata offset = committed.get(partition);
      long processed =
          offset != null
              ? offset.offset()
              : CommittedOffsets.isTrimmed(topic.name())
                  ? beginnings.getOrDefault(partition, 0L)
                  : 0;
      ranges.add(new Range(partition.partition(), processed, processed));
    }
    return new ReadRanges(group, topic.name(), javaUuid(topic.topicId()), ranges);
  }

  private static Map<String, ListConsumerGroupOffsetsSpec> specs(
      Map<String, String> topics, Map<String, TopicDescription> described) {
    Map<String, ListConsumerGroupOffsetsSpec> specs = new HashMap<>();
    topics.forEach((group, topic) -> {
      TopicDescription description = described.get(topic);
      if (description != null) {
        specs.put(
            group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions(description)));
      }
    });
    return specs;
  }

  private Map<TopicPartition, Long> beginnings(Collection<TopicDescription> topics) {
    Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
    topics.stream()
        .filter(topic -> CommittedOffsets.isTrimmed(topic.name()))
        .flatMap(topic -> partitions(topic).stream())
        .forEach(partition -> specs.put(partition, OffsetSpec.earliest()));
    Map<TopicPartition, Long> beginnings = new HashMap<>();
    get(admin.listOffsets(specs).all())
        .forEach((partition, info) -> beginnings.put(partition, info.offset()));
    return beginnings;
  }

  /** Topics that do not exist are left out. */
  private Map<String, TopicDescription> describe(Collection<String> topics) {
    Map<String, TopicDescription> described = new HashMap<>();
    admin
        .describeTopics(topics)
        .topicNameValues()
        .forEach((topic, description) -> {
          try {
            described.put(topic, get(description));
          } catch (UnknownTopicOrPartitionException e) {
            // Created before the stages start.
          }
        });
    return described;
  }

  private static List<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream()
        .map(partition -> new TopicPartition(topic.name(), partition.partition()))
        .toList();
  }

  private static UUID javaUuid(Uuid id) {
    return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(CALL_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka
          ? kafka
          : new KafkaException("the committed offsets cannot be read", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka does not respond", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while the committed offsets were read", e);
    }
  }
}
