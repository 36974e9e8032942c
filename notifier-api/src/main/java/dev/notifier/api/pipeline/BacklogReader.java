package dev.notifier.api.pipeline;

import dev.notifier.api.pipeline.Queue.Waiting;
import dev.notifier.api.routes.RouteStatusCache;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.SessionRecord.Progress;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.positions.TopicOffsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Compares how far plan and the sessions have come with the ends of their topics. The owner of a
 * session publishes how far it has come on its lanes; of a lane of which that is unknown,
 * everything that Kafka has waits. Used by one thread; another one may close it.
 */
final class BacklogReader implements AutoCloseable {
  /** How soon a new route is counted. */
  private static final Duration TOPICS_INTERVAL = Duration.ofMinutes(1);

  /** Asked once of what waits at the start, from the shortest on. */
  private static final List<Duration> AGES =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofHours(12),
          Duration.ofHours(24),
          Duration.ofHours(48));

  private final Supplier<Admin> admins;
  private final RouteStatusCache status;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Map<TopicPartition, WaitingSince> since = new HashMap<>();

  /** Survives a new owner that does not know its position yet. */
  private final Map<TopicPartition, Long> taken = new HashMap<>();

  private volatile @Nullable Admin admin;
  private volatile boolean closed;
  private Map<TopicPartition, Queue> queues = Map.of();
  private Set<String> routes = Set.of();
  private long queuesAt;

  /**
   * @param admins makes a client when the first one is needed
   * @param nanos a monotonic clock
   */
  BacklogReader(
      Supplier<Admin> admins, RouteStatusCache status, InstantSource clock, LongSupplier nanos) {
    this.admins = admins;
    this.status = status;
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * Reads what waits.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not respond
   */
  Backlog read() {
    TopicOffsets offsets = new TopicOffsets(open());
    List<RouteRecord> known = status.routes();
    describe(offsets, new HashSet<>(known.stream().map(RouteRecord::name).toList()));
    Map<String, Long> written = new HashMap<>();
    known.forEach(route -> status.sessions(route.name()).forEach(each -> note(each, written)));
    for (Lane lane : Lane.values()) {
      taken.putAll(offsets.committed(Topics.planGroup(lane)));
    }
    taken.keySet().retainAll(queues.keySet());
    Map<TopicPartition, Long> starts = new HashMap<>(taken);
    starts.putAll(
        offsets.beginnings(
            queues.keySet().stream().filter(each -> !taken.containsKey(each)).toList()));
    Map<TopicPartition, Long> ends = offsets.ends(queues.keySet());
    Instant now = clock.instant();
    noteFirst(offsets, starts, ends, now);
    return new Backlog(now, nanos.getAsLong(), waiting(starts, ends, now), Map.copyOf(written));
  }

  /** Ends a reading: its calls fail. */
  @Override
  public void close() {
    closed = true;
    Admin open = admin;
    if (open != null) {
      open.close(Duration.ZERO);
    }
  }

  private Admin open() {
    Admin open = admin;
    if (open == null) {
      open = admins.get();
      admin = open;
    }
    if (closed) {
      open.close(Duration.ZERO);
    }
    return open;
  }

  private void describe(TopicOffsets offsets, Set<String> names) {
    long now = nanos.getAsLong();
    if (!queues.isEmpty() && names.equals(routes) && now - queuesAt < TOPICS_INTERVAL.toNanos()) {
      return;
    }
    Map<String, Queue> topics = new HashMap<>();
    for (Lane lane : Lane.values()) {
      topics.put(Topics.events(lane), new Queue(null, lane));
      names.forEach(route -> topics.put(Topics.submit(route, lane), new Queue(route, lane)));
    }
    Map<TopicPartition, Queue> found = new HashMap<>();
    for (TopicPartition each : offsets.existing(topics.keySet())) {
      found.put(each, Objects.requireNonNull(topics.get(each.topic())));
    }
    queues = found;
    routes = names;
    queuesAt = now;
    since.keySet().retainAll(found.keySet());
  }

  private void note(SessionRecord session, Map<String, Long> written) {
    Progress progress = session.progress();
    if (progress == null) {
      return;
    }
    written.put(session.key() + "@" + session.worker(), progress.written());
    for (Lane lane : Lane.values()) {
      Long offset = progress.taken().get(lane);
      if (offset != null) {
        taken.put(
            new TopicPartition(Topics.submit(session.route(), lane), session.session()), offset);
      }
    }
  }

  private Map<Queue, Waiting> waiting(
      Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends, Instant now) {
    Map<Queue, Waiting> waiting = new HashMap<>();
    queues.forEach((partition, queue) -> {
      long end = ends.getOrDefault(partition, 0L);
      long start = Math.min(end, starts.getOrDefault(partition, 0L));
      WaitingSince marks = since.computeIfAbsent(partition, _ -> new WaitingSince());
      marks.note(start, end, now);
      waiting.merge(queue, new Waiting(end - start, marks.first()), Waiting::plus);
    });
    return waiting;
  }

  /** Finds out since when that waits which was there before this program looked. */
  private void noteFirst(
      TopicOffsets offsets,
      Map<TopicPartition, Long> starts,
      Map<TopicPartition, Long> ends,
      Instant now) {
    List<TopicPartition> unknown = new ArrayList<>();
    for (TopicPartition each : queues.keySet()) {
      WaitingSince marks = since.computeIfAbsent(each, _ -> new WaitingSince());
      if (marks.isNew() && starts.getOrDefault(each, 0L) < ends.getOrDefault(each, 0L)) {
        unknown.add(each);
      }
    }
    Map<TopicPartition, Instant> found = new HashMap<>();
    List<TopicPartition> older = unknown;
    for (Duration age : AGES) {
      if (older.isEmpty()) {
        break;
      }
      Instant time = now.minus(age);
      Map<TopicPartition, Long> newer = offsets.since(older, time);
      older =
          older.stream()
              .filter(each -> {
                Long offset = newer.get(each);
                return offset == null || offset > starts.getOrDefault(each, 0L);
              })
              .toList();
      older.forEach(each -> found.put(each, time));
    }
    found.forEach((partition, time) ->
        Objects.requireNonNull(since.get(partition))
            .note(starts.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L), time));
  }
}
