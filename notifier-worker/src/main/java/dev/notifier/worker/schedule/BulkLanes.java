package dev.notifier.worker.schedule;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.positions.TopicOffsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * How many messages wait on the bulk lanes of all routes, and how many bulk events are not planned.
 * The owner of a session publishes how far it has taken its lane; of a session that has never done
 * so, all that its lane has waits. Not thread-safe.
 */
final class BulkLanes {
  private final TopicOffsets offsets;
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
    this.offsets = new TopicOffsets(admin);
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
      long waiting = offsets.unread(Topics.planGroup(Lane.BULK), events);
      return new Measurement(waiting, lanes());
    } catch (KafkaException e) {
      events = List.of();
      throw e;
    }
  }

  private void describe() {
    Set<String> topics = new HashSet<>(Set.of(Topics.events(Lane.BULK)));
    routes.forEach(route -> topics.add(Topics.submit(route, Lane.BULK)));
    Map<String, List<TopicPartition>> described = offsets.partitions(topics);
    List<BulkLanePartition> found = new ArrayList<>();
    for (String route : routes) {
      for (TopicPartition each : of(described, Topics.submit(route, Lane.BULK))) {
        found.add(new BulkLanePartition(route, each));
      }
    }
    partitions = found;
    events = of(described, Topics.events(Lane.BULK));
  }

  private static List<TopicPartition> of(
      Map<String, List<TopicPartition>> described, String topic) {
    return Objects.requireNonNull(described.get(topic), topic);
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
        offsets.ends(partitions.stream().map(BulkLanePartition::partition).toList());
    Map<TopicPartition, Long> beginnings =
        offsets.beginnings(
            partitions.stream()
                .filter(lane -> !taken.containsKey(key(lane)))
                .map(BulkLanePartition::partition)
                .toList());
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
}
