package dev.notifier.worker.positions;

import dev.notifier.kafka.positions.StoredStarts;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.store.positions.ReadRanges;
import dev.notifier.store.positions.ReadRanges.Range;
import dev.notifier.store.positions.StagePosition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where plan continues if Kafka has lost a committed offset or records. Reads the positions each
 * time that it is asked. Thread-safe.
 */
public final class ContinuationOffsets implements StoredStarts {
  private static final Logger LOG = LoggerFactory.getLogger(ContinuationOffsets.class);

  /** How long operators see a change. */
  private static final Duration SHOWN = Duration.ofDays(1);

  private final PositionStore store;
  private final InstantSource clock;
  private final Counter setBack;
  private final ConcurrentMap<TopicPartition, Change> changes = new ConcurrentHashMap<>();

  public ContinuationOffsets(PositionStore store, InstantSource clock, MeterRegistry meters) {
    this.store = store;
    this.clock = clock;
    setBack = Counter.builder("notifier.positions.set.back").register(meters);
  }

  /** A position that went back. */
  private record Change(TopicPartition partition, long from, long to, Instant at) {
    @Override
    public String toString() {
      return "plan has read "
          + partition
          + " up to "
          + from
          + " and continues at "
          + to
          + " since "
          + at
          + ": Kafka has lost records, because a broker was restored or became the leader without"
          + " them, or the offset was set back; see docs/operating.md#lost-records";
    }
  }

  @Override
  public Map<TopicPartition, Start> of(
      String group, Map<String, UUID> topicIds, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Start> starts = new HashMap<>();
    positions(group, topicIds, partitions)
        .forEach((partition, position) ->
            starts.put(partition, new Start(position.from(), position.updatedAt())));
    return starts;
  }

  private Map<TopicPartition, StagePosition> positions(
      String group, Map<String, UUID> topicIds, Collection<TopicPartition> partitions) {
    Map<TopicPartition, StagePosition> found = new HashMap<>();
    for (StagePosition position : store.all()) {
      TopicPartition partition = new TopicPartition(position.topic(), position.partition());
      if (position.group().equals(group)
          && position.topicId().equals(topicIds.get(position.topic()))
          && partitions.contains(partition)) {
        found.put(partition, position);
      }
    }
    return found;
  }

  @Override
  public void wentBack(
      String group, Map<String, UUID> topicIds, Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, StagePosition> before = positions(group, topicIds, offsets.keySet());
    Map<String, List<Range>> ranges = new HashMap<>();
    List<Change> found = new ArrayList<>();
    before.forEach((partition, position) -> {
      long to = Objects.requireNonNull(offsets.get(partition));
      if (to < position.next()) {
        ranges
            .computeIfAbsent(partition.topic(), _ -> new ArrayList<>())
            .add(new Range(partition.partition(), to, to));
        found.add(new Change(partition, position.next(), to, clock.instant()));
      }
    });
    ranges.forEach((topic, each) ->
        store.setBack(
            new ReadRanges(group, topic, Objects.requireNonNull(topicIds.get(topic)), each)));
    for (Change change : found) {
      setBack.increment();
      changes.put(change.partition(), change);
      LOG.error("{}", change);
    }
  }

  /** The positions that went back within a day, and what to do. Cheap. */
  public List<String> warnings() {
    Instant since = clock.instant().minus(SHOWN);
    changes.values().removeIf(change -> change.at().isBefore(since));
    return changes.values().stream()
        .sorted(Comparator.comparing(change -> change.partition().toString()))
        .map(Change::toString)
        .toList();
  }
}
