package dev.notifier.kafka.table;

import dev.notifier.contracts.RecordJson;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.RecordSignatures;
import dev.notifier.kafka.clients.RedactedError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes records to compacted topics. {@link #publish} never blocks, even while Kafka is
 * unavailable; {@link #publishAndWait} returns when Kafka has the record. Signs the records if the
 * clients have signatures. Thread-safe.
 */
public final class CompactedTopicPublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CompactedTopicPublisher.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Optional<RecordSignatures> signatures;
  private final Thread thread;
  private final AtomicBoolean failureLogged = new AtomicBoolean();
  private final Object lock = new Object();

  /** The latest value of each key; guarded by the lock, as are the next fields. */
  private Map<Key, byte[]> pending = new LinkedHashMap<>();

  private boolean started;
  private boolean stopping;
  private boolean closed;
  private @Nullable Producer<byte[], byte[]> producer;

  private record Key(String topic, String key) {}

  public CompactedTopicPublisher(KafkaClients clients) {
    this(() -> clients.producer("publisher"), clients.signatures());
  }

  CompactedTopicPublisher(
      Supplier<Producer<byte[], byte[]>> producers, Optional<RecordSignatures> signatures) {
    this.producers = producers;
    this.signatures = signatures;
    this.thread = Thread.ofPlatform().daemon().name("publish-compacted").unstarted(this::run);
  }

  /**
   * Publishes in the background. Until Kafka takes it, a newer record of the same key replaces it,
   * so memory is limited by the number of keys. A record that Kafka does not confirm in time is
   * lost; callers publish every record again from time to time.
   */
  public void publish(String topic, String key, Object record) {
    byte[] value = RecordJson.write(record);
    synchronized (lock) {
      if (stopping) {
        return;
      }
      if (!started) {
        thread.start();
        started = true;
      }
      pending.put(new Key(topic, key), value);
      lock.notifyAll();
    }
  }

  /**
   * Publishes and waits for the confirmation. With two unconfirmed records in flight, a topic that
   * was just created may reject the first and accept the second; waiting preserves the order.
   *
   * @param record null deletes the key
   * @throws KafkaException when Kafka does not confirm it in time
   */
  public void publishAndWait(String topic, String key, @Nullable Object record) {
    byte @Nullable [] value = record == null ? null : RecordJson.write(record);
    try {
      var _ =
          producer()
              .send(record(topic, key, value))
              .get(KafkaClients.CALL_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException(
          topic + ": the record " + key + " was not published: " + reason(e.getCause()),
          e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException(topic + ": the record " + key + " was not confirmed in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while publishing to " + topic, e);
    }
  }

  private static String reason(@Nullable Throwable cause) {
    return cause == null ? "unknown" : RedactedError.of(cause);
  }

  /** Sends pending records for at most two seconds, then stops. */
  @Override
  public void close() {
    boolean running;
    synchronized (lock) {
      stopping = true;
      lock.notifyAll();
      running = started;
    }
    try {
      if (running && !thread.join(STOP_TIMEOUT)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeProducer();
  }

  /** Creates the producer when it is first needed: Kafka may be unavailable at the start. */
  private Producer<byte[], byte[]> producer() {
    synchronized (lock) {
      if (closed) {
        throw new KafkaException("the publisher is closed");
      }
      if (producer == null) {
        producer = producers.get();
      }
      return producer;
    }
  }

  private void closeProducer() {
    Producer<byte[], byte[]> open;
    synchronized (lock) {
      closed = true;
      open = producer;
    }
    if (open != null) {
      open.close(STOP_TIMEOUT);
    }
  }

  private void run() {
    try {
      Map<Key, byte[]> batch = next();
      while (batch != null) {
        batch.forEach(this::send);
        batch = next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the pending records, or null when there are none and the publisher is closed. */
  private @Nullable Map<Key, byte[]> next() throws InterruptedException {
    synchronized (lock) {
      while (pending.isEmpty() && !stopping) {
        lock.wait();
      }
      if (pending.isEmpty()) {
        return null;
      }
      Map<Key, byte[]> batch = pending;
      pending = new LinkedHashMap<>();
      return batch;
    }
  }

  private void send(Key key, byte[] value) {
    try {
      var _ =
          producer()
              .send(
                  record(key.topic(), key.key(), value),
                  (_, failure) -> completed(key.topic(), failure));
    } catch (RuntimeException e) {
      // An exception that leaves this method would end the thread. A producer that is being closed
      // throws IllegalStateException, not a KafkaException.
      completed(key.topic(), e);
    }
  }

  private void completed(String topic, @Nullable Exception failure) {
    if (failure == null) {
      failureLogged.set(false);
    } else if (failureLogged.compareAndSet(false, true)) {
      LOG.warn(
          "Cannot publish to {}; the records are published again later: {}",
          topic,
          RedactedError.of(failure));
    }
  }

  private ProducerRecord<byte[], byte[]> record(String topic, String key, byte @Nullable [] value) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes, value);
    signatures.ifPresent(signing -> record.headers().add(signing.sign(topic, bytes, value)));
    return record;
  }
}
