package dev.notifier.worker.feeding;

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
import org.jspecify.annotations.Nullable;

/**
 * How many messages wait on one lane of all routes, and how many events of this lane are not
 * planned. The owner of a session publishes how far it has taken its lane; of a session that has
 * never done so, all that its lane has waits. Not thread-safe.
 */
final class LaneMeter {
  private final Lane lane;
  private final TopicOffsets offsets;
  private final Set<String> routes;
  private final Supplier<Collection<SessionRecord>> sessions;

  /** The partitions of a route, which only an operator adds; asked again after a failure. */
  private List<LanePartition> partitions = List.of();

  private List<TopicPartition> events = List.of();

  private record LanePartition(String route, TopicPartition partition) {}

  /**
   * How much waits.
   *
   * @param events that are not planned, counted before the lanes
   */
  record Measurement(long events, List<RouteRooms.Session> lanes) {}

  /**
   * @param admin not closed by this object
   * @param routes their names
   * @param sessions the last status of each
   */
  LaneMeter(
      Lane lane, Admin admin, Set<String> routes, Supplier<Collection<SessionRecord>> sessions) {
    this.lane = lane;
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
      long waiting = offsets.unread(Topics.planGroup(lane), events);
      return new Measurement(waiting, lanes());
    } catch (KafkaException e) {
      events = List.of();
      throw e;
    }
  }

  private void describe() {
    Set<String> topics = new HashSet<>(Set.of(Topics.events(lane)));
    routes.forEach(route -> topics.add(Topics.submit(route, lane)));
    Map<String, List<TopicPartition>> described = offsets.partitions(topics);
    List<LanePartition> found = new ArrayList<>();
    for (String route : routes) {
      for (TopicPartition each : of(described, Topics.submit(route, lane))) {
        found.add(new LanePartition(route, each));
      }
    }
    partitions = found;
    events = of(described, Topics.events(lane));
  }

  private static List<TopicPartition> of(
      Map<String, List<TopicPartition>> described, String topic) {
    return Objects.requireNonNull(described.get(topic), topic);
  }

  private List<RouteRooms.Session> lanes() {
    Map<String, Long> taken = new HashMap<>();
    for (SessionRecord session : sessions.get()) {
      Long offset = taken(session);
      if (offset != null) {
        taken.put(session.key(), offset);
      }
    }
    Map<TopicPartition, Long> ends =
        offsets.ends(partitions.stream().map(LanePartition::partition).toList());
    Map<TopicPartition, Long> beginnings =
        offsets.beginnings(
            partitions.stream()
                .filter(each -> !taken.containsKey(key(each)))
                .map(LanePartition::partition)
                .toList());
    return partitions.stream()
        .map(each ->
            new RouteRooms.Session(
                each.route(),
                each.partition().partition(),
                taken.getOrDefault(key(each), beginnings.getOrDefault(each.partition(), 0L)),
                ends.getOrDefault(each.partition(), 0L)))
        .toList();
  }

  private @Nullable Long taken(SessionRecord session) {
    if (lane == Lane.BULK) {
      return session.bulkOffset();
    }
    SessionRecord.Progress progress = session.progress();
    return progress == null ? null : progress.taken().get(lane);
  }

  private static String key(LanePartition each) {
    return SessionRecord.key(each.route(), each.partition().partition());
  }
}
