package dev.notifier.api.statuses;

import dev.notifier.contracts.Topics;
import dev.notifier.kafka.feed.FeedPosition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** What Kafka says about {@code notifier.statuses}, at most ten seconds ago. Thread-safe. */
final class StatusTopic implements AutoCloseable {
  /**
   * How long workers may write to the former partition of a tenant after partitions were added:
   * they read the number once a minute, and a record is on its way for some seconds.
   */
  static final Duration SETTLING = Duration.ofMinutes(2);

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final long MAX_AGE_NANOS = Duration.ofSeconds(10).toNanos();

  /** After a failure, the others that wait fail at once: each would keep a thread for seconds. */
  private static final long FAILURE_NANOS = Duration.ofSeconds(1).toNanos();

  private static final long PARTITION_FAILURE_NANOS = Duration.ofSeconds(5).toNanos();

  private final Supplier<Admin> admins;
  private final LongSupplier nanos;
  private final long settlingNanos;
  private @Nullable Admin admin;
  private @Nullable Known known;
  private @Nullable Failure failure;
  private final Map<Integer, Failure> partitionFailures = new HashMap<>();

  /**
   * The topic.
   *
   * @param id names the topic in places; see {@link FeedPosition#topicOf}
   * @param settled whether all workers know the number of partitions
   */
  record View(int id, int partitions, boolean settled) {}

  private record Known(int id, int partitions, long since, long readAt) {}

  private record Failure(KafkaException cause, long at) {}

  /**
   * @param nanos a monotonic clock
   * @param settling see {@link #SETTLING}
   */
  StatusTopic(Supplier<Admin> admins, LongSupplier nanos, Duration settling) {
    this.admins = admins;
    this.nanos = nanos;
    this.settlingNanos = settling.toNanos();
  }

  /**
   * Describes the topic.
   *
   * @throws KafkaException if Kafka does not answer within some seconds, or has no such topic
   */
  synchronized View view() {
    long now = nanos.getAsLong();
    Known last = known;
    Failure failed = failure;
    if (failed != null && now - failed.at() < FAILURE_NANOS) {
      throw failed.cause();
    }
    if (failed != null || last == null || now - last.readAt() >= MAX_AGE_NANOS) {
      TopicDescription read = describe();
      int partitions = read.partitions().size();
      boolean same = last != null && last.partitions() == partitions;
      long since = same && last != null ? last.since() : now;
      last = new Known(FeedPosition.topicOf(read.topicId()), partitions, since, now);
      known = last;
      failure = null;
    }
    return new View(last.id(), last.partitions(), now - last.since() >= settlingNanos);
  }

  /** A partition could not be read. The others may be readable. */
  synchronized void failed(int partition, KafkaException cause) {
    partitionFailures.put(partition, new Failure(cause, nanos.getAsLong()));
    Known last = known;
    if (last != null) {
      // Ask again: the whole cluster may have failed.
      known = new Known(last.id(), last.partitions(), last.since(), last.readAt() - MAX_AGE_NANOS);
    }
  }

  /**
   * Fails if the partition has just failed.
   *
   * @throws KafkaException as it did then
   */
  synchronized void requireReadable(int partition) {
    Failure failed = partitionFailures.get(partition);
    if (failed == null) {
      return;
    }
    if (nanos.getAsLong() - failed.at() < PARTITION_FAILURE_NANOS) {
      throw failed.cause();
    }
    partitionFailures.remove(partition);
  }

  private TopicDescription describe() {
    Admin open = admin;
    if (open == null) {
      open = admins.get();
      admin = open;
    }
    try {
      TopicDescription found =
          open.describeTopics(List.of(Topics.STATUSES))
              .allTopicNames()
              .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
              .get(Topics.STATUSES);
      if (found == null) {
        throw new KafkaException("Kafka did not describe " + Topics.STATUSES);
      }
      return found;
    } catch (ExecutionException | TimeoutException e) {
      KafkaException unknown = new KafkaException("Kafka did not describe " + Topics.STATUSES, e);
      failure = new Failure(unknown, nanos.getAsLong());
      throw unknown;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
