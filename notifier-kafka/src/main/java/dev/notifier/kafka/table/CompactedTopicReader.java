package dev.notifier.kafka.table;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.kafka.clients.RetryBackoff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a compacted topic of one partition from its beginning and continues with new records. After
 * a failure it starts from the beginning again, so listeners must keep the newer of two values.
 * Uses one thread; the class is thread-safe.
 */
final class CompactedTopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CompactedTopicReader.class);

  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

  /** How often the end of the topic is queried. The query also detects an outage. */
  private static final Duration END_QUERY_INTERVAL = Duration.ofSeconds(2);

  private static final int MAX_POLL_RECORDS = 500;

  private final String topic;
  private final Listener listener;
  private final SignatureCheck signatureCheck;
  private final LongSupplier nanoTime;
  private final ReadingThread thread;
  private final Object lock = new Object();
  private volatile boolean endQueryRequested = true;

  /** For {@link #progress}. */
  private volatile long position;

  private volatile long end = -1;

  /** When the last query of the end started whose end was reached; guarded by the lock. */
  private @Nullable Long completeAt;

  /** Receives the records. Called by the reader's thread only. */
  interface Listener {
    /**
     * @param value null when the key was deleted
     */
    void read(String key, byte @Nullable [] value);

    /**
     * The topic's last record of the key does not count: the key must be published again.
     *
     * @param signed whether a program that has the privacy key published it
     */
    void rejected(String key, boolean signed);

    /** Called each time the end of the topic is reached. */
    void reachedEnd();
  }

  /**
   * @param nanoTime a monotonic clock
   */
  CompactedTopicReader(
      KafkaClients clients, String topic, Listener listener, LongSupplier nanoTime) {
    this.topic = topic;
    this.listener = listener;
    this.signatureCheck = new SignatureCheck(topic, clients.signatures());
    this.nanoTime = nanoTime;
    this.thread = new ReadingThread(clients, topic, MAX_POLL_RECORDS, this::read);
  }

  void start() {
    thread.start();
  }

  /** Waits until every record has been read that was on the topic at the time of the call. */
  void readToEnd(Duration timeout) throws InterruptedException {
    long calledAt = nanoTime.getAsLong();
    long remaining = timeout.toNanos();
    endQueryRequested = true;
    synchronized (lock) {
      while (completeAt == null || completeAt < calledAt) {
        if (remaining <= 0) {
          throw new TopicNotReadException(topic, timeout, thread.error());
        }
        TimeUnit.NANOSECONDS.timedWait(lock, remaining);
        remaining = timeout.toNanos() - (nanoTime.getAsLong() - calledAt);
      }
    }
  }

  /**
   * Waits until the topic has been read to its end once since the start.
   *
   * @return false if that takes longer than the timeout; reading continues
   */
  boolean awaitEnd(Duration timeout) throws InterruptedException {
    long deadline = nanoTime.getAsLong() + timeout.toNanos();
    synchronized (lock) {
      while (completeAt == null) {
        long remaining = deadline - nanoTime.getAsLong();
        if (remaining <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(lock, remaining);
      }
      return true;
    }
  }

  /** How far the topic has been read. */
  String progress() {
    String problem = error();
    return topic
        + (end < 0 ? " is not read yet" : " is read up to offset " + position + " of " + end)
        + (problem == null ? "" : " (" + problem + ")");
  }

  /** The time since the topic was last read to its end; null if it never was. */
  @Nullable Duration age() {
    synchronized (lock) {
      return completeAt == null ? null : Duration.ofNanos(nanoTime.getAsLong() - completeAt);
    }
  }

  /** Why the topic cannot be read, without personal data; null while it can. */
  @Nullable String error() {
    return thread.error();
  }

  /** How many records were ignored because of their signature. */
  long rejected() {
    return signatureCheck.rejected();
  }

  @Override
  public void close() {
    thread.close();
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer, RetryBackoff backoff) {
    TopicPartition partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    signatureCheck.restart();
    endQueryRequested = true;
    long queriedAt = 0;
    end = -1;
    while (!thread.isStopping()) {
      long now = nanoTime.getAsLong();
      if (endQueryRequested || now - queriedAt > END_QUERY_INTERVAL.toNanos()) {
        endQueryRequested = false;
        queriedAt = now;
        end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, -1L);
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
        read(record);
      }
      position = consumer.position(partition);
      if (end >= 0 && position >= end) {
        reachedEnd(queriedAt);
        backoff.afterSuccess();
      }
    }
  }

  /** Skips an invalid record, so that the records behind it are still read. */
  private void read(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      LOG.warn("Skipped a record without key: topic {}, offset {}", topic, record.offset());
      return;
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    try {
      switch (signatureCheck.check(key, record)) {
        case OURS -> listener.read(key, record.value());
        case OUTDATED -> listener.rejected(key, true);
        case FORGED -> listener.rejected(key, false);
      }
    } catch (RuntimeException e) {
      LOG.warn(
          "Skipped a record: topic {}, offset {}: {}", topic, record.offset(), RedactedError.of(e));
    }
  }

  private void reachedEnd(long queriedAt) {
    thread.recovered();
    listener.reachedEnd();
    synchronized (lock) {
      completeAt = queriedAt;
      lock.notifyAll();
    }
  }
}
