package dev.notifier.worker.batches;

import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.VersionedRecord;
import dev.notifier.kafka.batch.BatchIsolation;
import dev.notifier.kafka.batch.BatchResult.Hold;
import dev.notifier.kafka.batch.DecodedBatch;
import dev.notifier.kafka.batch.DecodedBatch.Entry;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.kafka.loop.PartitionAge;
import dev.notifier.kafka.loop.PartitionAges;
import dev.notifier.kafka.loop.QueueTopic;
import dev.notifier.kafka.quarantine.QuarantinedRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Reads a topic in batches, at least once: commits the offsets after a batch is stored, and repeats
 * a batch that fails until it succeeds. Records that can never be read or stored go to the
 * quarantine, and Kafka has them there before their offsets are committed. A partition stops at a
 * record of a newer release. Thread-safe.
 */
public final class TopicBatchReader<T extends VersionedRecord> {
  private static final Logger log = LoggerFactory.getLogger(TopicBatchReader.class);

  private static final Duration INITIAL_BACK_OFF = Duration.ofMillis(200);
  private static final Duration MAX_BACK_OFF = Duration.ofSeconds(5);

  /** How often an idle reader notes which partitions are empty, in milliseconds. */
  private static final long IDLE_EVENTS = 1_000;

  /** Stores a batch. May throw, and is then called again with the same records or a part. */
  public interface Batch<T> {
    void read(List<Entry<T>> records, Positions positions);
  }

  /**
   * Where a batch begins and ends. Each transaction that stores a part of it calls one of these
   * first.
   */
  public interface Positions {
    /**
     * In a transaction that others of the batch follow: what precedes the batch must be stored.
     *
     * @throws dev.notifier.worker.positions.BehindException if it is not
     */
    void check();

    /**
     * In the last transaction: the same, and the end of the batch is stored.
     *
     * @throws dev.notifier.worker.positions.BehindException if what precedes it is not stored
     */
    void advance();

    /**
     * Before {@link #advance}, in the same transaction: the offsets behind what is stored already,
     * by partition. Records before them are read again because Kafka has not committed them. A
     * partition of which nothing is stored is missing.
     */
    default Map<Integer, Long> stored() {
      return Map.of();
    }

    /** Kafka's id of the topic. */
    default UUID topicId() {
      return new UUID(0, 0);
    }
  }

  /**
   * What to read.
   *
   * @param stage that reads it
   * @param maxRecords the most records of one poll
   */
  public record Source<T extends VersionedRecord>(
      String stage,
      String topic,
      String group,
      int maxRecords,
      RecordFormat<T> format,
      RecordParts<T> parts) {}

  private final Source<T> source;
  private final Batch<T> batch;
  private final QuarantineWriter quarantine;
  private final BatchPositions positions;

  private final BatchIsolation<Entry<T>> isolation;

  /** The offsets that Kafka has committed for this reader; used by the container's thread. */
  private final Map<TopicPartition, Long> done = new HashMap<>();

  /** The partitions that stopped, and why. */
  private final Map<TopicPartition, String> stopped = new ConcurrentHashMap<>();

  /** The partitions that the container was asked to pause; used by its thread. */
  private final Set<TopicPartition> paused = new HashSet<>();

  private final Set<TopicPartition> assigned = ConcurrentHashMap.newKeySet();
  private final PartitionAges ages;
  private final BatchMeters meters;
  private final Clock clock;
  private final ConcurrentMessageListenerContainer<byte[], byte[]> container;
  private volatile @Nullable String error;

  /**
   * @param quarantine takes the records that cannot be processed
   * @param clock for the ages of records
   */
  public TopicBatchReader(
      Source<T> source,
      Batch<T> batch,
      BatchConsumers consumers,
      QuarantineWriter quarantine,
      BatchPositions positions,
      BatchMeters meters,
      Clock clock) {
    this.source = source;
    this.batch = batch;
    this.quarantine = quarantine;
    this.positions = positions;
    this.meters = meters;
    this.clock = clock;
    this.isolation =
        new BatchIsolation<>(
            Entry::source,
            source.parts()::of,
            entry -> source.parts().insteadOfQuarantine(entry) == null,
            source.parts()::showsProgress);
    this.ages = new PartitionAges(clock, List.of(new QueueTopic(source.topic(), null)));
    meters.oldestAge(source.topic(), ages);
    this.container = container(consumers.of(source));
  }

  private ConcurrentMessageListenerContainer<byte[], byte[]> container(
      ConsumerFactory<byte[], byte[]> consumers) {
    ContainerProperties properties = new ContainerProperties(source.topic());
    properties.setGroupId(source.group());
    properties.setAckMode(AckMode.MANUAL); // A batch may stop in the middle of a partition.
    properties.setMissingTopicsFatal(false);
    properties.setConsumerRebalanceListener(
        new StartOffsetRule(problem -> error = problem, this::assigned, this::revoked));
    properties.setIdleEventInterval(IDLE_EVENTS);
    properties.setMessageListener(
        (BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]>)
            (records, ack, consumer) -> read(records, Objects.requireNonNull(consumer)));
    ConcurrentMessageListenerContainer<byte[], byte[]> listeners =
        new ConcurrentMessageListenerContainer<>(consumers, properties);
    listeners.setBeanName(source.stage() + "-" + source.topic());
    listeners.setCommonErrorHandler(retryForever());
    listeners.setApplicationEventPublisher(this::event);
    return listeners;
  }

  /**
   * Treats no exception as fatal: a topic that makes no progress is noticed and repaired, a skipped
   * batch is not.
   */
  private static DefaultErrorHandler retryForever() {
    ExponentialBackOff backOff = new ExponentialBackOff(INITIAL_BACK_OFF.toMillis(), 2);
    backOff.setMaxInterval(MAX_BACK_OFF.toMillis());
    DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
    handler.setClassifications(Map.of(), true);
    return handler;
  }

  private void read(List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer) {
    if (records.isEmpty()) {
      return;
    }
    // The container repeats the whole batch, even if a part of it was committed.
    List<ConsumerRecord<byte[], byte[]>> left =
        records.stream()
            .filter(record -> record.offset() >= done.getOrDefault(partition(record), 0L))
            .toList();
    ages.polled(left);
    try {
      process(left, consumer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while processing " + source.topic(), e);
    } catch (RuntimeException e) {
      failed(RedactedError.of(e));
      throw e;
    } catch (Exception e) {
      failed(RedactedError.of(e));
      throw new IllegalStateException(e);
    }
    ages.update(consumer);
    recovered();
    Instant written = Instant.ofEpochMilli(records.getFirst().timestamp());
    meters.lag(source.topic(), Duration.between(written, clock.instant()));
  }

  private void process(List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer)
      throws Exception {
    List<DecodedBatch<T>> slices =
        DecodedBatch.slices(
            records,
            source.format(),
            source.stage(),
            source.parts()::weight,
            source.parts().maxWeight());
    for (DecodedBatch<T> slice : slices) {
      process(slice, records, consumer);
    }
    for (DecodedBatch<T> slice : slices) {
      slice.newer().forEach((partition, newer) -> stopAt(partition, newer, consumer));
    }
  }

  /** Stores some records of a batch, and commits their offsets. */
  private void process(
      DecodedBatch<T> decoded,
      List<ConsumerRecord<byte[], byte[]>> records,
      Consumer<?, ?> consumer)
      throws Exception {
    List<QuarantinedRecord> quarantined = new ArrayList<>(decoded.unreadable());
    List<ProducerRecord<byte[], byte[]>> instead = new ArrayList<>();
    isolation.process(
        decoded.readable(),
        part -> store(part, consumer),
        (entry, failure) -> {
          ProducerRecord<byte[], byte[]> other = source.parts().insteadOfQuarantine(entry);
          if (other == null) {
            quarantined.add(
                QuarantinedRecord.failed(
                    source.stage(), entry.source(), RedactedError.of(failure)));
          } else {
            instead.add(other);
          }
        });
    // Not before: a batch that waits for PostgreSQL would write them again at each attempt.
    quarantine.write(quarantined, instead);
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(decoded.next());
    // Partitions that were lost in a rebalance are read again by their next owner.
    next.keySet().retainAll(consumer.assignment());
    if (!next.isEmpty()) {
      positions.complete(next, consumer);
      consumer.commitSync(next);
      positions.committed(next);
      next.forEach((partition, offset) -> done.put(partition, offset.offset()));
      ages.committed(records, next);
    }
  }

  private void store(List<Entry<T>> part, Consumer<?, ?> consumer) {
    Map<TopicPartition, Long> next = offsetsBehind(part);
    batch.read(part, positions.of(next, consumer));
    // Not earlier: if the transaction was rolled back, the position still has to be stored.
    positions.stored(next);
  }

  /** The offset behind a record is stored with the last of its parts. */
  private Map<TopicPartition, Long> offsetsBehind(List<Entry<T>> part) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Entry<T> entry : part) {
      ConsumerRecord<byte[], byte[]> record = entry.source();
      offsets.merge(
          partition(record),
          source.parts().isLast(entry) ? record.offset() + 1 : record.offset(),
          Math::max);
    }
    return offsets;
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  private void stopAt(
      TopicPartition partition, DecodedBatch.NewerRecord newer, Consumer<?, ?> consumer) {
    if (!consumer.assignment().contains(partition)) {
      return;
    }
    String problem = Hold.newerProblem(partition, newer.offset(), newer.version());
    if (stopped.put(partition, problem) == null) {
      log.error("{}", problem);
    }
    consumer.seek(partition, newer.offset());
    paused.add(partition);
    container.pausePartition(partition);
  }

  /** On the reader's thread. An event that is not about an idle reader changes nothing. */
  private void event(Object event) {
    if (event instanceof ListenerContainerIdleEvent idle && idle.getConsumer() != null) {
      ages.update(idle.getConsumer());
    }
  }

  /** Partitions that come back, perhaps from a worker of the newer release, are read again. */
  private void assigned(Collection<TopicPartition> partitions) {
    ages.assigned(partitions);
    assigned.addAll(partitions);
    positions.assigned(partitions);
    done.keySet().removeAll(partitions);
    stopped.keySet().removeAll(partitions);
    partitions.stream()
        .filter(paused::remove)
        .forEach(partition -> container.resumePartition(partition));
  }

  /**
   * Their next owner reports them. The container cannot resume them here: it waits for this thread
   * while it stops.
   */
  private void revoked(Collection<TopicPartition> partitions) {
    ages.revoked(partitions);
    assigned.removeAll(partitions);
    stopped.keySet().removeAll(partitions);
  }

  /** Logs the start of an outage only, not each attempt. */
  private void failed(String description) {
    if (error == null) {
      log.warn("Cannot process {}; retrying until it works: {}", source.topic(), description);
    }
    error = "cannot process " + source.topic() + ": " + description;
  }

  private void recovered() {
    if (error != null) {
      log.info("Processing {} again", source.topic());
      error = null;
    }
  }

  /** Starts reading. Called once. */
  public void start() {
    container.start();
  }

  /** Returns when the current batch is stored and committed, or after Spring Kafka's 10 s. */
  public void stop() {
    container.stop();
  }

  /** The partitions on which a record waits, the oldest first. */
  public List<PartitionAge> waiting() {
    return ages.waiting();
  }

  /** The assigned partitions of which {@link #waiting} says how far they are read. */
  public Set<Integer> readPartitions() {
    Set<Integer> partitions = new HashSet<>();
    Set<TopicPartition> unread = ages.unread();
    for (TopicPartition each : assigned) {
      if (!unread.contains(each)) {
        partitions.add(each.partition());
      }
    }
    return partitions;
  }

  /** What is wrong, or null. */
  public @Nullable String error() {
    if (error != null) {
      return error;
    }
    if (!stopped.isEmpty()) {
      return String.join("; ", stopped.values().stream().sorted().toList());
    }
    return container.isRunning() && container.isInExpectedState()
        ? null
        : source.topic() + " is not being read; see the log, then restart the worker";
  }
}
