package dev.notifier.api.eventsin;

import dev.notifier.api.security.Caller;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.RedactedError;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics of clients with one consumer. A position is committed after Kafka has confirmed
 * every event and refusal before it, so a crash repeats some and loses none; the plan stage accepts
 * an event with the same identity once. A partition that waits is paused; the others continue. Used
 * by one thread.
 */
final class EventsInReader {
  private static final Logger LOG = LoggerFactory.getLogger(EventsInReader.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** After it, the other partitions of a turn are left to the next: a member must poll in 60 s. */
  private static final Duration LONGEST_TURN = Duration.ofSeconds(15);

  private final Consumer<byte[], byte[]> consumer;
  private final ClientTopics topics;
  private final Processing events;
  private final PartitionBackoff backOff;
  private final BooleanSupplier ready;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
  private Set<String> subscribed = Set.of();
  private Set<String> served = Set.of();

  /** Accepts or refuses the events of a client. */
  interface Processing {
    /**
     * Processes events and notes which are done; it may leave some for the next turn.
     *
     * @param records at least one
     * @return why the others wait; null if nothing has to
     */
    @Nullable WaitReason process(
        String client,
        Caller caller,
        List<ConsumerRecord<byte[], byte[]>> records,
        PartitionProgress progress);
  }

  /**
   * @param ready whether events can be accepted
   * @param nanos a monotonic clock
   */
  EventsInReader(
      Consumer<byte[], byte[]> consumer,
      ClientTopics topics,
      Processing events,
      PartitionBackoff backOff,
      BooleanSupplier ready,
      InstantSource clock,
      LongSupplier nanos) {
    this.consumer = consumer;
    this.topics = topics;
    this.events = events;
    this.backOff = backOff;
    this.ready = ready;
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * Reads and processes some records.
   *
   * @param view at least one client is readable
   */
  void turn(ClientTopics.View view) {
    served = view.served();
    subscribe(view.readable());
    pauseAndResume();
    try {
      process(consumer.poll(POLL));
    } catch (InvalidOffsetException e) {
      beginAnew(e);
    } catch (TopicAuthorizationException e) {
      topics.unauthorized(e.unauthorizedTopics());
    } catch (KafkaException e) {
      failed(partitionOf(e), e);
    } finally {
      commit();
    }
  }

  private void subscribe(Set<String> clients) {
    if (!clients.equals(subscribed)) {
      subscribed = Set.copyOf(clients);
      consumer.subscribe(subscribed.stream().map(Topics::eventsIn).toList(), new Rebalance());
      LOG.info("The topics of the clients {} are read", subscribed);
    }
  }

  private void pauseAndResume() {
    Set<TopicPartition> pause = new HashSet<>();
    Set<TopicPartition> resume = new HashSet<>(consumer.paused());
    for (TopicPartition partition : consumer.assignment()) {
      if (!served.contains(client(partition))) {
        // It waits for a key, which health says in another place.
        backOff.end(partition);
        pause.add(partition);
      } else if (backOff.isWaiting(partition)) {
        pause.add(partition);
      }
    }
    resume.removeAll(pause);
    consumer.resume(resume);
    consumer.pause(pause);
  }

  /** What is known about the partitions does not count any more: they may have other records. */
  private void beginAnew(InvalidOffsetException e) {
    Set<TopicPartition> partitions = e.partitions();
    forget(partitions);
    consumer.seekToBeginning(partitions);
    if (e instanceof OffsetOutOfRangeException) {
      LOG.error("Events of {} were deleted before they were read", partitions);
      return;
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer
        .beginningOffsets(partitions)
        .forEach((partition, beginning) -> {
          long records = ends.getOrDefault(partition, beginning) - beginning;
          if (records > 0) {
            LOG.warn(
                "{} has no position and about {} records, which are read from the beginning. If it"
                    + " is not new, its events are sent again",
                partition,
                records);
          }
          // Otherwise it would have none after a restart either.
          uncommitted.put(partition, new OffsetAndMetadata(beginning));
        });
  }

  /**
   * The partition that a poll failed for. The client names it only in the message, unless a record
   * cannot be deserialized.
   *
   * @throws KafkaException the failure, if it is not that of one partition
   */
  private TopicPartition partitionOf(KafkaException e) {
    if (e instanceof RecordDeserializationException record) {
      return record.topicPartition();
    }
    String message = e.getMessage() == null ? "" : e.getMessage();
    return consumer.assignment().stream()
        .filter(partition -> message.contains(partition.toString()))
        .max(Comparator.comparingInt(partition -> partition.toString().length()))
        .orElseThrow(() -> e);
  }

  private void failed(TopicPartition partition, RuntimeException e) {
    if (backOff.add(partition, WaitReason.FAILED)) {
      LOG.warn(
          "Events of {} cannot be read or processed, and wait; the others continue: {}",
          partition,
          RedactedError.of(e));
    }
  }

  private void process(ConsumerRecords<byte[], byte[]> records) {
    long start = nanos.getAsLong();
    boolean isReady = records.isEmpty() || ready.getAsBoolean();
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> all = records.records(partition);
      PartitionProgress done = progress.computeIfAbsent(partition, _ -> new PartitionProgress());
      boolean isLate = nanos.getAsLong() - start >= LONGEST_TURN.toNanos();
      if (!isLate && served.contains(client(partition)) && !backOff.isWaiting(partition)) {
        isReady &= attempt(partition, done.open(all), done, isReady);
      }
      long next = done.advance(all);
      if (next <= all.getLast().offset()) {
        consumer.seek(partition, next);
      }
      if (next > all.getFirst().offset()) {
        uncommitted.put(partition, new OffsetAndMetadata(next));
      }
    }
  }

  /**
   * Returns whether others may be tried. If Kafka does not confirm the events of one client, it
   * does not confirm those of the next either, and each takes its time.
   */
  private boolean attempt(
      TopicPartition partition,
      List<ConsumerRecord<byte[], byte[]>> open,
      PartitionProgress done,
      boolean isReady) {
    WaitReason wait;
    try {
      wait = isReady ? processed(client(partition), open, done) : WaitReason.UNAVAILABLE;
    } catch (RuntimeException e) {
      failed(partition, e);
      return true;
    }
    if (wait == null) {
      backOff.end(partition);
    } else {
      var _ = backOff.add(partition, wait);
    }
    return wait != WaitReason.NOT_CONFIRMED;
  }

  private @Nullable WaitReason processed(
      String client, List<ConsumerRecord<byte[], byte[]>> open, PartitionProgress done) {
    if (open.isEmpty()) {
      return null;
    }
    Optional<Caller> caller = topics.callerOf(client);
    if (caller.isEmpty()) {
      // Its key was revoked just now.
      return WaitReason.UNAVAILABLE;
    }
    topics.used(caller.get());
    return events.process(client, caller.get(), open, done);
  }

  /** What is not committed now is committed with the next turn. */
  private void commit() {
    if (uncommitted.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(uncommitted);
      uncommitted.clear();
    } catch (RebalanceInProgressException | RetriableException e) {
      LOG.debug("The positions of clients are committed later", e);
    } catch (CommitFailedException e) {
      // Another instance has the partitions, and repeats the events.
      LOG.info("The positions of clients were not committed; some events are sent twice");
      uncommitted.clear();
    }
  }

  /** Commits what is done. */
  void end() {
    try {
      commit();
    } catch (KafkaException e) {
      LOG.info("The last positions of clients were not committed: {}", e.getClass().getName());
    }
  }

  /** The age in seconds of the oldest event that waits, by client with a key; zero if none does. */
  Map<String, Double> ages() {
    long now = clock.instant().toEpochMilli();
    Map<String, Double> ages = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      if (!served.contains(client(partition))) {
        continue;
      }
      PartitionProgress known = progress.get(partition);
      Long oldest = known == null ? null : known.oldestMillis();
      double age = oldest == null ? 0 : Math.max(0, now - oldest) / 1_000.0;
      ages.merge(client(partition), age, Math::max);
    }
    return ages;
  }

  private void forget(Collection<TopicPartition> partitions) {
    partitions.forEach(progress::remove);
    partitions.forEach(uncommitted::remove);
    partitions.forEach(backOff::end);
  }

  private static String client(TopicPartition partition) {
    return Topics.clientOf(partition.topic()).orElseThrow();
  }

  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      // Their positions are those that were committed.
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      commit();
      forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      forget(partitions);
    }
  }
}
