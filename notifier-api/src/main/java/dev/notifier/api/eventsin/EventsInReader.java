package dev.notifier.api.eventsin;

import dev.notifier.api.security.Caller;
import dev.notifier.contracts.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
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
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics of clients with one consumer. A position is committed after Kafka has confirmed
 * every event and refusal before it, so a crash repeats some and loses none; the plan stage accepts
 * an event with the same identity once. A client that waits is paused; the others continue. Used by
 * one thread.
 */
final class EventsInReader {
  private static final Logger LOG = LoggerFactory.getLogger(EventsInReader.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final ClientTopics topics;
  private final ClientEvents events;
  private final BackOff backOff;
  private final BooleanSupplier ready;
  private final InstantSource clock;
  private final Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
  private Set<String> subscribed = Set.of();

  /**
   * @param ready whether events can be accepted
   */
  EventsInReader(
      Consumer<byte[], byte[]> consumer,
      ClientTopics topics,
      ClientEvents events,
      BackOff backOff,
      BooleanSupplier ready,
      InstantSource clock) {
    this.consumer = consumer;
    this.topics = topics;
    this.events = events;
    this.backOff = backOff;
    this.ready = ready;
    this.clock = clock;
  }

  /**
   * Reads and processes some records.
   *
   * @param clients whose events are read, at least one
   */
  void turn(Set<String> clients) {
    subscribe(clients);
    pauseAndResume();
    try {
      process(consumer.poll(POLL));
    } catch (InvalidOffsetException e) {
      if (e instanceof OffsetOutOfRangeException) {
        LOG.error("Events of {} were deleted before they were read", e.partitions());
      }
      consumer.seekToBeginning(e.partitions());
    } catch (TopicAuthorizationException e) {
      topics.unauthorized(e.unauthorizedTopics());
    }
    commit();
  }

  private void subscribe(Set<String> clients) {
    if (!clients.equals(subscribed)) {
      subscribed = Set.copyOf(clients);
      consumer.subscribe(subscribed.stream().map(Topics::eventsIn).toList(), new Rebalance());
      backOff.retain(subscribed);
      LOG.info("The events of the clients {} are read", subscribed);
    }
  }

  private void pauseAndResume() {
    Set<TopicPartition> pause = new HashSet<>();
    Set<TopicPartition> resume = new HashSet<>(consumer.paused());
    for (TopicPartition partition : consumer.assignment()) {
      if (backOff.isWaiting(client(partition))) {
        pause.add(partition);
      }
    }
    resume.removeAll(pause);
    consumer.resume(resume);
    consumer.pause(pause);
  }

  private void process(ConsumerRecords<byte[], byte[]> records) {
    boolean isReady = records.isEmpty() || ready.getAsBoolean();
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> all = records.records(partition);
      PartitionProgress done = progress.computeIfAbsent(partition, _ -> new PartitionProgress());
      String client = client(partition);
      if (!backOff.isWaiting(client)) {
        WaitReason wait =
            isReady ? processed(client, done.open(all), done) : WaitReason.UNAVAILABLE;
        if (wait == null) {
          backOff.end(client);
        } else {
          backOff.add(client, wait);
          // Kafka does not confirm those of the next client either, and each takes its time.
          isReady &= wait != WaitReason.NOT_CONFIRMED;
        }
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

  private @Nullable WaitReason processed(
      String client, List<ConsumerRecord<byte[], byte[]>> open, PartitionProgress done) {
    if (open.isEmpty()) {
      return null;
    }
    Optional<Caller> caller = topics.callerOf(client);
    if (caller.isEmpty()) {
      // Its key was revoked just now; its topic is not read soon.
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

  /** The age in seconds of the oldest event that waits, by client; zero if none does. */
  Map<String, Double> ages() {
    long now = clock.instant().toEpochMilli();
    Map<String, Double> ages = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      PartitionProgress known = progress.get(partition);
      Long oldest = known == null ? null : known.oldestMillis();
      double age = oldest == null ? 0 : Math.max(0, now - oldest) / 1_000.0;
      ages.merge(client(partition), age, Math::max);
    }
    return ages;
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

    private void forget(Collection<TopicPartition> partitions) {
      partitions.forEach(progress::remove);
      partitions.forEach(uncommitted::remove);
    }
  }
}
