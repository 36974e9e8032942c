package dev.notifier.api.statuses;

import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.kafka.clients.RedactedError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes waiting readers when their tenant has a new record. One consumer reads the ends of all
 * partitions for which a reader waits; without readers there is none. It looks at keys only: the
 * readers read the records themselves. Can be started and closed once; thread-safe.
 */
final class FeedTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FeedTail.class);

  /** It may read all partitions, and needs nothing but the keys. */
  static final ReadSettings READING = PartitionReader.READING.withReadAhead(128 << 10);

  private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

  /** A reader that has got its page comes back soon. */
  private static final long KEEP_NANOS = Duration.ofSeconds(5).toNanos();

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final LongSupplier nanos;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("status-feed-tail").unstarted(this::run);
  private final Map<Integer, Tailed> partitions = new HashMap<>();
  private boolean closed;
  private @Nullable Consumer<byte[], byte[]> consumer;

  /** A reader that waits. */
  interface Waiter {
    /** The key of the records for which it waits. */
    String tenant();

    int partition();

    /** No record before this offset is new to it. */
    long offset();

    /**
     * There may be a new record. Called once, and must not block.
     *
     * @param offset no record of the tenant is before it
     */
    void wake(long offset);

    /** Kafka cannot be read. Called instead of {@link #wake}. */
    void fail();
  }

  /** A partition whose end is read; guarded by the tail. */
  private static final class Tailed {
    final Map<String, List<Waiter>> waiters = new LinkedHashMap<>();
    long start;
    long position = -1;
    long emptySince;

    Tailed(long start) {
      this.start = start;
    }
  }

  private record Woken(Waiter waiter, long offset) {}

  /**
   * @param consumers creates a consumer for {@code assign}
   * @param nanos a monotonic clock
   */
  FeedTail(Supplier<Consumer<byte[], byte[]>> consumers, LongSupplier nanos) {
    this.consumers = consumers;
    this.nanos = nanos;
  }

  void start() {
    thread.start();
  }

  /**
   * Adds a waiting reader.
   *
   * @return false if there may be new records already: it must read again
   */
  synchronized boolean add(Waiter waiter) {
    Tailed tailed =
        partitions.computeIfAbsent(waiter.partition(), _ -> new Tailed(waiter.offset()));
    if (tailed.position > waiter.offset()) {
      return false;
    }
    if (tailed.position < 0) {
      tailed.start = Math.min(tailed.start, waiter.offset());
    }
    tailed.waiters.computeIfAbsent(waiter.tenant(), _ -> new ArrayList<>()).add(waiter);
    notifyAll();
    if (consumer != null && tailed.position < 0) {
      consumer.wakeup();
    }
    return true;
  }

  /**
   * Removes a reader that has waited long enough.
   *
   * @return no new record of its tenant is before this offset
   */
  synchronized long remove(Waiter waiter) {
    Tailed tailed = partitions.get(waiter.partition());
    if (tailed == null) {
      return waiter.offset();
    }
    List<Waiter> some = tailed.waiters.get(waiter.tenant());
    if (some == null || !some.remove(waiter)) {
      return waiter.offset();
    }
    if (some.isEmpty()) {
      tailed.waiters.remove(waiter.tenant());
    }
    tailed.emptySince = nanos.getAsLong();
    return Math.max(waiter.offset(), tailed.position);
  }

  private void run() {
    while (true) {
      try {
        if (!awaitWaiter()) {
          closeConsumer();
          return;
        }
        Consumer<byte[], byte[]> open = open();
        assign(open);
        wake(open, open.poll(POLL_TIMEOUT));
      } catch (WakeupException _) {
        // There is another partition to read.
      } catch (InvalidOffsetException e) {
        wakeAll(e.partitions());
      } catch (RuntimeException e) {
        failAll(e);
      }
    }
  }

  /** Waits until there is a reader; false if the tail is closed. */
  private boolean awaitWaiter() {
    synchronized (this) {
      forgetUnused();
      if (!partitions.isEmpty() || closed) {
        return !closed;
      }
    }
    closeConsumer();
    synchronized (this) {
      try {
        while (partitions.isEmpty() && !closed) {
          wait();
        }
      } catch (InterruptedException _) {
        return false;
      }
      return !closed;
    }
  }

  private void forgetUnused() {
    long now = nanos.getAsLong();
    partitions
        .values()
        .removeIf(each -> each.waiters.isEmpty() && now - each.emptySince > KEEP_NANOS);
  }

  private Consumer<byte[], byte[]> open() {
    @Nullable Consumer<byte[], byte[]> known;
    synchronized (this) {
      known = consumer;
    }
    if (known == null) {
      known = consumers.get();
      synchronized (this) {
        consumer = known;
      }
    }
    return known;
  }

  private void assign(Consumer<byte[], byte[]> open) {
    Map<TopicPartition, Long> starts = new HashMap<>();
    Set<TopicPartition> wanted = new HashSet<>();
    synchronized (this) {
      partitions.forEach((partition, tailed) -> {
        TopicPartition topic = new TopicPartition(Topics.STATUSES, partition);
        wanted.add(topic);
        if (tailed.position < 0) {
          tailed.position = tailed.start;
          starts.put(topic, tailed.start);
        }
      });
    }
    if (!wanted.equals(open.assignment())) {
      open.assign(wanted);
    }
    starts.forEach(open::seek);
  }

  private void wake(Consumer<byte[], byte[]> open, ConsumerRecords<byte[], byte[]> records) {
    List<Woken> woken = new ArrayList<>();
    synchronized (this) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        Tailed tailed = partitions.get(record.partition());
        if (tailed != null) {
          List<Waiter> some = record.key() == null ? null : take(tailed, record.key());
          if (some != null) {
            some.forEach(each -> woken.add(new Woken(each, record.offset())));
          }
          // Who comes now must not wait for a record that was passed.
          tailed.position = Math.max(tailed.position, record.offset() + 1);
        }
      }
    }
    woken.forEach(each -> each.waiter().wake(each.offset()));
    passMarkers(open);
  }

  /** Without the lock: after a change of the leader, Kafka may take seconds, or not answer. */
  private void passMarkers(Consumer<byte[], byte[]> open) {
    Map<Integer, Long> positions = new HashMap<>();
    for (TopicPartition topic : open.assignment()) {
      positions.put(topic.partition(), open.position(topic));
    }
    synchronized (this) {
      positions.forEach((partition, position) -> {
        Tailed tailed = partitions.get(partition);
        if (tailed != null) {
          tailed.position = Math.max(tailed.position, position);
        }
      });
    }
  }

  private @Nullable List<Waiter> take(Tailed tailed, byte[] key) {
    List<Waiter> some = tailed.waiters.remove(new String(key, StandardCharsets.UTF_8));
    if (some != null) {
      tailed.emptySince = nanos.getAsLong();
    }
    return some;
  }

  /** What these readers wait for was deleted, or Kafka has lost it: they find out. */
  private void wakeAll(Set<TopicPartition> topics) {
    List<Waiter> woken = new ArrayList<>();
    synchronized (this) {
      for (TopicPartition topic : topics) {
        Tailed tailed = partitions.remove(topic.partition());
        if (tailed != null) {
          tailed.waiters.values().forEach(woken::addAll);
        }
      }
    }
    woken.forEach(each -> each.wake(each.offset()));
  }

  private void failAll(RuntimeException failure) {
    List<Waiter> failed = new ArrayList<>();
    synchronized (this) {
      partitions.values().forEach(each -> each.waiters.values().forEach(failed::addAll));
      partitions.clear();
    }
    LOG.warn("The end of {} cannot be read: {}", Topics.STATUSES, RedactedError.of(failure));
    closeConsumer();
    failed.forEach(Waiter::fail);
  }

  private void closeConsumer() {
    @Nullable Consumer<byte[], byte[]> open;
    synchronized (this) {
      open = consumer;
      consumer = null;
      partitions
          .values()
          .forEach(each -> {
            each.start = Math.max(each.start, each.position);
            each.position = -1;
          });
    }
    if (open != null) {
      try {
        open.close(CloseOptions.timeout(CLOSE_TIMEOUT));
      } catch (KafkaException _) {
        // Nothing depends on it: the broker forgets the connection.
      }
    }
  }

  /** The readers that wait are not woken. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
      if (consumer != null) {
        consumer.wakeup();
      }
    }
    try {
      thread.join(STOP_TIMEOUT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The number of partitions whose end is read. */
  synchronized int tailed() {
    return partitions.size();
  }
}
