package dev.notifier.kafka.table;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.kafka.clients.RetryBackoff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
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

  /**
   * There is no position to commit, and no group to leave. A consumer that says goodbye first waits
   * for the fetch that the broker holds, and a program has many tables to stop.
   */
  private static final CloseOptions AT_ONCE = CloseOptions.timeout(Duration.ZERO);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
  private static final int MAX_POLL_RECORDS = 500;

  private final KafkaClients clients;
  private final String topic;
  private final Listener listener;
  private final SignatureCheck signatureCheck;
  private final LongSupplier nanoTime;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Object lock = new Object();
  private volatile boolean endQueryRequested = true;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> activeConsumer;
  private volatile @Nullable String error;

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
    this.clients = clients;
    this.topic = topic;
    this.listener = listener;
    this.signatureCheck = new SignatureCheck(topic, clients.signatures());
    this.nanoTime = nanoTime;
    this.thread = Thread.ofPlatform().daemon().name("read-" + topic).unstarted(this::run);
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
          throw new TopicNotReadException(topic, timeout, error);
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
    String problem = error;
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
    return error;
  }

  /** How many records were ignored because of their signature. */
  long rejected() {
    return signatureCheck.rejected();
  }

  @Override
  public void close() {
    stopping.countDown();
    KafkaConsumer<byte[], byte[]> consumer = activeConsumer;
    if (consumer != null) {
      consumer.wakeup();
    }
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      if (!thread.join(STOP_TIMEOUT)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    RetryBackoff backoff = new RetryBackoff();
    while (!isStopping()) {
      try {
        read(backoff);
      } catch (RuntimeException e) {
        if (isStopping() || Thread.currentThread().isInterrupted()) {
          return;
        }
        failed(RedactedError.of(e));
        await(backoff.afterFailure());
      }
    }
  }

  private void read(RetryBackoff backoff) {
    KafkaConsumer<byte[], byte[]> consumer =
        clients.assignedConsumer(topic, ReadSettings.immediate(Duration.ZERO, MAX_POLL_RECORDS));
    try {
      activeConsumer = consumer;
      read(consumer, backoff);
    } finally {
      activeConsumer = null;
      consumer.close(AT_ONCE);
    }
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer, RetryBackoff backoff) {
    TopicPartition partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    signatureCheck.restart();
    endQueryRequested = true;
    long queriedAt = 0;
    end = -1;
    while (!isStopping()) {
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
    if (error != null) {
      LOG.info("Reading {} again", topic);
      error = null;
    }
    listener.reachedEnd();
    synchronized (lock) {
      completeAt = queriedAt;
      lock.notifyAll();
    }
  }

  private void failed(String description) {
    if (error == null) {
      LOG.warn("Cannot read {}; the last known values stay in use: {}", topic, description);
    }
    error = description;
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
}
