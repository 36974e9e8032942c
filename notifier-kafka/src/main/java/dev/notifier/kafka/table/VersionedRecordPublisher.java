package dev.notifier.kafka.table;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.RecordSignatures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes pages of records that have a version in their value, for {@link VersionedTopicReader}.
 * Signs them if the clients have signatures. Thread-safe.
 */
public final class VersionedRecordPublisher implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

  private final KafkaClients clients;
  private final String topic;
  private final LongSupplier nanoTime;
  private @Nullable Producer<byte[], byte[]> producer;
  private boolean closed;

  /**
   * @param nanoTime a monotonic clock
   */
  public VersionedRecordPublisher(KafkaClients clients, String topic, LongSupplier nanoTime) {
    this.clients = clients;
    this.topic = topic;
    this.nanoTime = nanoTime;
  }

  /**
   * Publishes a page and returns when Kafka has all of its records.
   *
   * @param page the value of each key
   * @throws KafkaException when Kafka does not confirm them in time; it may have some of them
   */
  public void publishAndWait(Map<String, byte[]> page) {
    Producer<byte[], byte[]> open = producer();
    List<Future<?>> sent = new ArrayList<>(page.size());
    page.forEach((key, value) -> sent.add(open.send(record(key, value))));
    long deadline = nanoTime.getAsLong() + KafkaClients.CALL_TIMEOUT.toNanos();
    try {
      for (Future<?> each : sent) {
        var _ = each.get(Math.max(0, deadline - nanoTime.getAsLong()), TimeUnit.NANOSECONDS);
      }
    } catch (ExecutionException e) {
      throw new KafkaException(topic + ": a record was not published", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException(topic + ": a record was not confirmed in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while publishing to " + topic, e);
    }
  }

  @Override
  public void close() {
    Producer<byte[], byte[]> open;
    synchronized (this) {
      closed = true;
      open = producer;
    }
    if (open != null) {
      open.close(STOP_TIMEOUT);
    }
  }

  /** Creates the producer when it is first needed: Kafka may be unavailable at the start. */
  private synchronized Producer<byte[], byte[]> producer() {
    if (closed) {
      throw new KafkaException("the publisher is closed");
    }
    if (producer == null) {
      producer = clients.producer("publisher-" + topic);
    }
    return producer;
  }

  private ProducerRecord<byte[], byte[]> record(String key, byte[] value) {
    byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes, value);
    Optional<RecordSignatures> signatures = clients.signatures();
    signatures.ifPresent(
        signing -> record.headers().add(signing.signVersioned(topic, bytes, value)));
    return record;
  }
}
