package dev.notifier.kafka.table;

import dev.notifier.kafka.clients.FailureDescription;
import dev.notifier.kafka.clients.FailureDescription.SafeFailure;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.kafka.clients.RetryBackoff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everything that stands on a compacted topic of one partition, from its beginning, and goes
 * on with what comes. After a failure it may tell the same again, from the beginning: who hears
 * must keep the newer of two. One thread; the class is thread-safe.
 */
public final class CompactedTopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CompactedTopicReader.class);

  private static final Duration POLL = Duration.ofMillis(100);

  /** How often Kafka is asked where the end is, which is also how an outage is noticed. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private static final Duration STOPS_WITHIN = Duration.ofSeconds(2);
  private static final int MAX_POLL_RECORDS = 500;

  private final KafkaClients clients;
  private final String topic;
  private final Listener listener;
  private final LongSupplier nanoTime;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Object lock = new Object();
  private volatile boolean lookAtOnce = true;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;
  private volatile @Nullable String trouble;

  /** When the last look at the end began that was then read up to; guarded by the lock. */
  private @Nullable Long readUpTo;

  /** Hears the records; called by the reader's one thread. */
  @FunctionalInterface
  public interface Listener {
    /**
     * @param value null when the key was deleted
     */
    void told(String key, byte @Nullable [] value);
  }

  /**
   * @param nanoTime a clock that never goes back
   */
  public CompactedTopicReader(
      KafkaClients clients, String topic, Listener listener, LongSupplier nanoTime) {
    this.clients = clients;
    this.topic = topic;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.thread = Thread.ofPlatform().daemon().name("read-" + topic).unstarted(this::run);
  }

  /** Starts the thread; once. */
  public void start() {
    thread.start();
  }

  /**
   * Waits until everything was told that stood on the topic when this was called.
   *
   * @throws NotReadException when that took longer; the reader keeps trying
   */
  public void readToEnd(Duration within) throws InterruptedException {
    long asked = nanoTime.getAsLong();
    long left = within.toNanos();
    lookAtOnce = true;
    synchronized (lock) {
      while (readUpTo == null || readUpTo < asked) {
        if (left <= 0) {
          throw new NotReadException(topic, within, trouble);
        }
        TimeUnit.NANOSECONDS.timedWait(lock, left);
        left = within.toNanos() - (nanoTime.getAsLong() - asked);
      }
    }
  }

  /** How long ago all that stood on the topic was known; null when it never was. */
  public @Nullable Duration sinceEnd() {
    synchronized (lock) {
      return readUpTo == null ? null : Duration.ofNanos(nanoTime.getAsLong() - readUpTo);
    }
  }

  /** Why it does not get on, in words without personal data; null while it does. */
  public @Nullable String trouble() {
    return trouble;
  }

  /** Ends the reading. What was told stays told. */
  @Override
  public void close() {
    stopping.countDown();
    KafkaConsumer<byte[], byte[]> consumer = reading;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      if (!thread.join(STOPS_WITHIN)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    RetryBackoff backoff = new RetryBackoff();
    while (!isStopping()) {
      try (KafkaConsumer<byte[], byte[]> consumer =
          clients.assignedConsumer(topic, ReadSettings.atOnce(Duration.ZERO, MAX_POLL_RECORDS))) {
        reading = consumer;
        read(consumer, backoff);
      } catch (RuntimeException e) {
        if (isStopping() || Thread.currentThread().isInterrupted()) {
          return;
        }
        failed(FailureDescription.of(e));
        await(backoff.afterFailure());
      } finally {
        reading = null;
      }
    }
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer, RetryBackoff backoff) {
    TopicPartition partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    lookAtOnce = true;
    long lookedAt = 0;
    long end = -1;
    while (!isStopping()) {
      long now = nanoTime.getAsLong();
      if (lookAtOnce || now - lookedAt > LOOK_EVERY.toNanos()) {
        lookAtOnce = false;
        lookedAt = now;
        end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, -1L);
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        tell(record);
      }
      if (end >= 0 && consumer.position(partition) >= end) {
        atEnd(lookedAt);
        backoff.afterSuccess();
      }
    }
  }

  /** A record that nobody can read must not hide those behind it. */
  private void tell(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      LOG.warn("Passed over a record without a key: {}, offset {}", topic, record.offset());
      return;
    }
    try {
      listener.told(new String(record.key(), StandardCharsets.UTF_8), record.value());
    } catch (RuntimeException e) {
      LOG.warn(
          "Passed over a record: {}, offset {}: {}",
          topic,
          record.offset(),
          FailureDescription.of(e));
    }
  }

  private void atEnd(long lookedAt) {
    if (trouble != null) {
      LOG.info("{} is read again", topic);
      trouble = null;
    }
    synchronized (lock) {
      readUpTo = lookedAt;
      lock.notifyAll();
    }
  }

  private void failed(String words) {
    if (trouble == null) {
      LOG.warn("{} cannot be read, what was known of it stays: {}", topic, words);
    }
    trouble = words;
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void await(Duration wait) {
    try {
      boolean _ = stopping.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The end was not reached in time. */
  public static final class NotReadException extends RuntimeException implements SafeFailure {
    NotReadException(String topic, Duration within, @Nullable String trouble) {
      super(
          topic
              + " was not read to its end within "
              + within.toSeconds()
              + " s"
              + (trouble == null ? "" : " (" + trouble + ")")
              + "; check that Kafka is up at notifier.kafka.bootstrap-servers");
    }
  }
}
