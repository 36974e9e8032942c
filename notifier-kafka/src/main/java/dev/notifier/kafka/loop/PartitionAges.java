package dev.notifier.kafka.loop;

import dev.notifier.contracts.Lane;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How long the oldest record of each assigned partition has waited although it should have been
 * processed. A record should be processed as soon as Kafka has stored it, or when the delay of its
 * topic has passed. The age of a partition is that of
 *
 * <ul>
 *   <li>the first record that was polled and is not committed: its batch is being processed, fails,
 *       or stops at this record;
 *   <li>otherwise, while records wait that were not polled, the last record that was committed, or
 *       the moment when the partition was last seen empty, whichever is later. The record that is
 *       next may be younger;
 *   <li>the assignment, while nothing was read and it is not known that the partition is empty.
 * </ul>
 *
 * A partition without waiting records has no age. A timestamp in the future counts as the time of
 * the poll. Ages grow while the thread of the stage hangs, because they are calculated when they
 * are asked for.
 *
 * <p>One thread reports what it does; any thread may ask for ages, without a request to Kafka.
 * Keeps one small object per assigned partition.
 */
public final class PartitionAges {
  private final InstantSource clock;
  private final Map<String, QueueTopic> topics = new HashMap<>();
  private final Map<TopicPartition, Position> positions = new ConcurrentHashMap<>();

  private enum Next {
    /** Nothing was read yet. */
    UNREAD,
    /** This record was polled and is not committed. */
    POLLED,
    /** Records before this offset are committed; others may wait. */
    BEHIND,
    /** No record waits. */
    NONE
  }

  /** The time is that since which the next record should have been processed. */
  private record Position(Next next, long offset, long sinceMs, long progressMs) {}

  public PartitionAges(InstantSource clock, Collection<QueueTopic> topics) {
    this.clock = clock;
    topics.forEach(topic -> this.topics.put(topic.name(), topic));
  }

  /** Partitions were assigned, and nothing of them was read. */
  public void assigned(Collection<TopicPartition> partitions) {
    long now = clock.millis();
    for (TopicPartition partition : partitions) {
      positions.put(partition, new Position(Next.UNREAD, PartitionAge.UNREAD, now, now));
    }
  }

  /** Partitions are no longer assigned. */
  public void revoked(Collection<TopicPartition> partitions) {
    positions.keySet().removeAll(partitions);
  }

  /** No partition is assigned any more. */
  public void revokedAll() {
    positions.clear();
  }

  /** Records were polled; those of a partition are in order. */
  public void polled(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    Map<TopicPartition, ConsumerRecord<?, ?>> first = new HashMap<>();
    for (ConsumerRecord<?, ?> record : records) {
      first.putIfAbsent(partition(record), record);
    }
    first.forEach(this::next);
  }

  /**
   * Records were committed.
   *
   * @param records those of the batch; records behind the committed offsets are next
   * @param committed the committed offsets
   */
  public void committed(
      Iterable<ConsumerRecord<byte[], byte[]>> records,
      Map<TopicPartition, OffsetAndMetadata> committed) {
    long now = clock.millis();
    Map<TopicPartition, ConsumerRecord<?, ?>> waiting = new HashMap<>();
    for (ConsumerRecord<?, ?> record : records) {
      TopicPartition partition = partition(record);
      OffsetAndMetadata offset = committed.get(partition);
      if (offset != null && record.offset() < offset.offset()) {
        positions.computeIfPresent(
            partition,
            (_, _) -> new Position(Next.BEHIND, offset.offset(), since(record, now), now));
      } else if (offset != null) {
        waiting.putIfAbsent(partition, record);
      }
    }
    waiting.forEach(this::next);
  }

  private void next(TopicPartition partition, ConsumerRecord<?, ?> record) {
    long since = since(record, clock.millis());
    positions.computeIfPresent(
        partition,
        (_, known) ->
            new Position(
                Next.POLLED,
                record.offset(),
                known.next() == Next.POLLED && known.offset() == record.offset()
                    ? Math.min(known.sinceMs(), since)
                    : since,
                known.progressMs()));
  }

  /** A partition is read from its committed offset again, which may have passed polled records. */
  public void restarted(TopicPartition partition, long committed) {
    long now = clock.millis();
    positions.computeIfPresent(
        partition,
        (_, known) ->
            known.next() == Next.POLLED && known.offset() < committed
                ? new Position(Next.BEHIND, committed, known.sinceMs(), now)
                : known);
  }

  /** Notes which partitions of a consumer were read to their end. Called between polls. */
  public void update(Consumer<?, ?> consumer) {
    for (TopicPartition partition : consumer.assignment()) {
      lag(partition, consumer.currentLag(partition));
    }
  }

  /** Notes how many records behind the last poll the partition has, as far as that is known. */
  void lag(TopicPartition partition, OptionalLong lag) {
    if (lag.isEmpty()) {
      return;
    }
    boolean isEmpty = lag.getAsLong() == 0;
    long now = clock.millis();
    positions.computeIfPresent(
        partition,
        (_, known) ->
            switch (known.next()) {
              case UNREAD, BEHIND ->
                  isEmpty
                      ? new Position(Next.NONE, known.offset(), now, known.progressMs())
                      : known;
              case NONE ->
                  isEmpty
                      ? known
                      : new Position(Next.BEHIND, known.offset(), now, known.progressMs());
              case POLLED -> known;
            });
  }

  /** The partitions on which a record waits, the oldest first. */
  public List<PartitionAge> waiting() {
    long now = clock.millis();
    return positions.entrySet().stream()
        .map(each -> age(each.getKey(), each.getValue(), now))
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(PartitionAge::age).reversed())
        .toList();
  }

  private @Nullable PartitionAge age(TopicPartition partition, Position position, long now) {
    if (position.next() == Next.NONE || position.sinceMs() >= now) {
      return null;
    }
    return new PartitionAge(
        partition,
        lane(partition.topic()),
        position.offset(),
        Duration.ofMillis(now - position.sinceMs()),
        Duration.ofMillis(Math.max(0, now - position.progressMs())));
  }

  /** The assigned partitions of which it is not known yet what waits on them. */
  public Set<TopicPartition> unread() {
    return positions.entrySet().stream()
        .filter(each -> each.getValue().next() == Next.UNREAD)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** The highest age of a lane in seconds; 0 if nothing waits. */
  private double oldestSeconds(@Nullable Lane lane) {
    return waiting().stream()
        .filter(each -> each.lane() == lane)
        .findFirst()
        .map(oldest -> oldest.age().toMillis() / 1_000.0)
        .orElse(0.0);
  }

  /** Registers a gauge of the highest age of a lane, in seconds, instead of an earlier one. */
  public void register(MeterRegistry meters, String name, Tags tags, @Nullable Lane lane) {
    // An earlier one belongs to a start that was given up.
    meters.find(name).tags(tags).meters().forEach(meters::remove);
    Gauge.builder(name, this, ages -> ages.oldestSeconds(lane)).tags(tags).register(meters);
  }

  private @Nullable Lane lane(String topic) {
    QueueTopic known = topics.get(topic);
    return known == null ? null : known.lane();
  }

  private long since(ConsumerRecord<?, ?> record, long now) {
    QueueTopic topic = topics.get(record.topic());
    long stored = record.timestamp() < 0 ? now : Math.min(record.timestamp(), now);
    return topic == null ? stored : stored + topic.delay().toMillis();
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
