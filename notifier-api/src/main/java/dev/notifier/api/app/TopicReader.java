package dev.notifier.api.app;

import dev.notifier.contracts.RecordJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener what stands on topics of one partition, from their beginning. When Kafka was
 * away it may tell the same again. One thread; the class is thread-safe.
 */
final class TopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(2);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(2);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final List<TopicPartition> topics;
  private final Listener listener;
  private final LongSupplier nanos;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable Consumer<byte[], byte[]> reading;
  private boolean complained;

  /** Who is told; by one thread. */
  interface Listener {
    /**
     * A record.
     *
     * @param value null when the key was deleted
     * @throws RecordJson.UnreadableRecordException when it is passed over
     */
    void told(String topic, String key, byte @Nullable [] value);

    /** Everything was told that stood on the topics at this time of the clock. */
    void knowsAllOf(long nanoTime);
  }

  /**
   * @param consumers makes consumers without a group
   * @param nanos the clock of the listener
   */
  TopicReader(
      Supplier<Consumer<byte[], byte[]>> consumers,
      List<String> topics,
      Listener listener,
      LongSupplier nanos) {
    this.consumers = consumers;
    this.topics = topics.stream().map(topic -> new TopicPartition(topic, 0)).toList();
    this.listener = listener;
    this.nanos = nanos;
    String name = "reader of " + String.join(", ", topics);
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    stopping.countDown();
    Consumer<byte[], byte[]> consumer = reading;
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
    while (!isStopping()) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        reading = consumer;
        read(consumer);
      } catch (RuntimeException e) {
        if (isStopping() || Thread.currentThread().isInterrupted()) {
          return;
        }
        complain(e);
        pause();
      } finally {
        reading = null;
      }
    }
  }

  private void read(Consumer<byte[], byte[]> consumer) {
    consumer.assign(topics);
    consumer.seekToBeginning(topics);
    long lookedAt = nanos.getAsLong();
    Map<TopicPartition, Long> ends = consumer.endOffsets(topics);
    while (!isStopping()) {
      long now = nanos.getAsLong();
      if (now - lookedAt > LOOK_EVERY.toNanos()) {
        lookedAt = now;
        ends = consumer.endOffsets(topics);
      }
      consumer.poll(POLL).forEach(this::tell);
      if (ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        listener.knowsAllOf(lookedAt);
        complained = false;
      }
    }
  }

  /** A record that nobody can read must not hide those behind it. */
  private void tell(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    try {
      listener.told(record.topic(), key, record.value());
    } catch (RecordJson.UnreadableRecordException e) {
      LOG.warn("Passed over a record of {}, offset {}", record.topic(), record.offset());
    }
  }

  private void complain(RuntimeException e) {
    if (!complained) {
      LOG.warn(
          "{} cannot be read ({}); what was last known stays in force",
          topics,
          e.getClass().getSimpleName());
      complained = true;
    }
  }

  private void pause() {
    try {
      boolean _ = stopping.await(TRY_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }
}
