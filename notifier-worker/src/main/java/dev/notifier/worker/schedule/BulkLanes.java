package dev.notifier.worker.schedule;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * How many messages wait on the bulk lanes of all routes, and how many bulk events are not planned.
 * The owner of a session publishes how far it has taken its lane; of a session that has never done
 * so, all that its lane has waits. Not thread-safe.
 */
final class BulkLanes {
  private final Admin admin;
  private final Set<String> routes;
  private final Supplier<Collection<SessionRecord>> sessions;

  /** The partitions of a route, which only an operator adds; asked again after a failure. */
  private List<BulkLanePartition> partitions = List.of();

  private List<TopicPartition> events = List.of();

  private record BulkLanePartition(String route, TopicPartition partition) {}

  /**
   * How much waits.
   *
   * @param events that are not planned, counted before the lanes
   */
  record Measurement(long events, List<BulkRoom.Lane> lanes) {}

  /**
   * @param admin not closed by this object
   * @param routes their names
   * @param sessions the last status of each
   */
  BulkLanes(Admin admin, Set<String> routes, Supplier<Collection<SessionRecord>> sessions) {
    this.admin = admin;
    this.routes = Set.copyOf(routes);
    this.sessions = sessions;
  }

  /**
   * Measures.
   *
   * @throws KafkaException if Kafka does not respond
   */
  Measurement measure() {
    try {
      if (events.isEmpty()) {
        describe();
      }
      // An event that is planned meanwhile is counted twice, and not missed.
      long waiting = waitingEvents();
      return new Measurement(waiting, lanes());
    } catch (KafkaException e) {
      events = List.of();
      throw e;
    }
  }

  private void describe() {
    Set<String> topics = new HashSet<>(Set.of(Topics.events(Lane.BULK)));
    routes.forEach(route -> topics.add(Topics.submit(route, Lane.BULK)));
    Map<String, TopicDescription> described = get(admin.describeTopics(topics).allTopicNames());
    List<BulkLanePartition> found = new ArrayList<>();
    for (String route : routes) {
      for (TopicPartition each : partitions(described, Topics.submit(route, Lane.BULK))) {
        found.add(new BulkLanePartition(route, each));
      }
    }
    partitions = found;
    events = partitions(described, Topics.events(Lane.BULK));
  }

  private static List<TopicPartition> partitions(
      Map<String, TopicDescription> described, String topic) {
    return Objects.requireNonNull(described.get(topic), topic).partitions().stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  private long waitingEvents() {
    Map<TopicPartition, Long> ends = offsets(events, OffsetSpec.latest());
    Map<TopicPartition, OffsetAndMetadata> planned =
        get(
            admin
                .listConsumerGroupOffsets(Topics.planGroup(Lane.BULK))
                .partitionsToOffsetAndMetadata());
    List<TopicPartition> unknown =
        events.stream().filter(partition -> planned.get(partition) == null).toList();
    Map<TopicPartition, Long> beginnings = offsets(unknown, OffsetSpec.earliest());
    long waiting = 0;
    for (TopicPartition partition : events) {
      OffsetAndMetadata done = planned.get(partition);
      long from = done == null ? beginnings.getOrDefault(partition, 0L) : done.offset();
      waiting += Math.max(0, ends.getOrDefault(partition, 0L) - from);
    }
    return waiting;
  }

  private List<BulkRoom.Lane> lanes() {
    Map<String, Long> taken = new HashMap<>();
    for (SessionRecord session : sessions.get()) {
      Long offset = session.bulkOffset();
      if (offset != null) {
        taken.put(session.key(), offset);
      }
    }
    Map<TopicPartition, Long> ends =
        offsets(
            partitions.stream().map(BulkLanePartition::partition).toList(), OffsetSpec.latest());
    Map<TopicPartition, Long> beginnings =
        offsets(
            partitions.stream()
                .filter(lane -> !taken.containsKey(key(lane)))
                .map(BulkLanePartition::partition)
                .toList(),
            OffsetSpec.earliest());
    return partitions.stream()
        .map(lane ->
            new BulkRoom.Lane(
                lane.route(),
                lane.partition().partition(),
                taken.getOrDefault(key(lane), beginnings.getOrDefault(lane.partition(), 0L)),
                ends.getOrDefault(lane.partition(), 0L)))
        .toList();
  }

  private static String key(BulkLanePartition lane) {
    return SessionRecord.key(lane.route(), lane.partition().partition());
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> wanted, OffsetSpec spec) {
    if (wanted.isEmpty()) {
      return Map.of();
    }
    Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
    wanted.forEach(partition -> specs.put(partition, spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    Map<TopicPartition, ListOffsetsResultInfo> found = get(admin.listOffsets(specs).all());
    found.forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(KafkaClients.CALL_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException("the bulk lanes cannot be measured", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka does not respond", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while the bulk lanes were measured", e);
    }
  }
}
