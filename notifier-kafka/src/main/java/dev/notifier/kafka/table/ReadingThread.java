package dev.notifier.kafka.table;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.kafka.clients.RetryBackoff;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that reads a topic without a group. After a failure it waits, and then reads with a new
 * consumer. Thread-safe.
 */
final class ReadingThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadingThread.class);

  /**
   * There is no position to commit, and no group to leave. A consumer that says goodbye first waits
   * for the fetch that the broker holds, and a program has many tables to stop.
   */
  private static final CloseOptions AT_ONCE = CloseOptions.timeout(Duration.ZERO);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

  private final KafkaClients clients;
  private final String topic;
  private final int maxPollRecords;
  private final Reading reading;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<byte[], byte[]> activeConsumer;
  private volatile @Nullable String error;

  /** What the thread does. */
  @FunctionalInterface
  interface Reading {
    /** Assigns partitions to the consumer and reads until the thread is to stop. */
    void read(KafkaConsumer<byte[], byte[]> consumer, RetryBackoff backoff);
  }

  ReadingThread(KafkaClients clients, String topic, int maxPollRecords, Reading reading) {
    this.clients = clients;
    this.topic = topic;
    this.maxPollRecords = maxPollRecords;
    this.reading = reading;
    this.thread = Thread.ofPlatform().daemon().name("read-" + topic).unstarted(this::run);
  }

  /** Starts reading. Called once. */
  void start() {
    thread.start();
  }

  boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Why the topic cannot be read, without personal data; null while it can. */
  @Nullable String error() {
    return error;
  }

  /** Notes that the topic can be read. */
  void recovered() {
    if (error != null) {
      LOG.info("Reading {} again", topic);
      error = null;
    }
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
        clients.assignedConsumer(topic, ReadSettings.immediate(Duration.ZERO, maxPollRecords));
    try {
      activeConsumer = consumer;
      reading.read(consumer, backoff);
    } finally {
      activeConsumer = null;
      consumer.close(AT_ONCE);
    }
  }

  private void failed(String description) {
    if (error == null) {
      LOG.warn("Cannot read {}; what is known stays in use: {}", topic, description);
    }
    error = description;
  }

  private void await(Duration wait) {
    try {
      boolean _ = stopping.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
