package dev.notifier.api.intake;

import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.numbers.RecipientKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Sends events to Kafka and waits until all in-sync replicas have confirmed each of them, or the
 * timeout has passed. Thread-safe; all callers share one producer.
 */
public final class EventSender {
  private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);

  private final ProducerFactory<byte[], byte[]> producers;
  private final RecipientKey recipientKey;
  private final Duration timeout;
  private final LongSupplier nanos;
  private final AtomicLong lastConfirmedNanos;

  /**
   * @param timeout of a whole call; the timeouts of the producer must not be longer
   * @param nanos a monotonic clock
   */
  public EventSender(
      ProducerFactory<byte[], byte[]> producers,
      RecipientKey recipientKey,
      Duration timeout,
      LongSupplier nanos) {
    this.producers = producers;
    this.recipientKey = recipientKey;
    this.timeout = timeout;
    this.nanos = nanos;
    this.lastConfirmedNanos = new AtomicLong(nanos.getAsLong() - timeout.toNanos());
  }

  /** The time since Kafka last confirmed an event. */
  public Duration sinceConfirmed() {
    return Duration.ofNanos(nanos.getAsLong() - lastConfirmedNanos.get());
  }

  /**
   * Sends events.
   *
   * @return the indexes of the confirmed events; the others may or may not reach Kafka later
   */
  BitSet send(List<ValidationResult.Valid> events) {
    Confirmations confirmations = new Confirmations(events.size());
    long deadline = nanos.getAsLong() + timeout.toNanos();
    int sent = 0;
    try (Producer<byte[], byte[]> producer = producers.createProducer()) {
      for (; sent < events.size() && nanos.getAsLong() < deadline; sent++) {
        int index = sent;
        var _ =
            producer.send(
                record(events.get(index)),
                (_, failure) -> confirmations.completed(index, failure == null));
      }
      confirmations.await(sent, deadline - nanos.getAsLong());
    } catch (KafkaException e) {
      LOG.warn("The Kafka producer failed ({}); callers must send again", e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    BitSet confirmed = confirmations.confirmed();
    if (!confirmed.isEmpty()) {
      lastConfirmedNanos.set(nanos.getAsLong());
    }
    return confirmed;
  }

  private ProducerRecord<byte[], byte[]> record(ValidationResult.Valid valid) {
    byte[] key = recipientKey.of(valid.number()).getBytes(StandardCharsets.US_ASCII);
    return new ProducerRecord<>(Topics.events(valid.lane()), key, RecordJson.write(valid.event()));
  }

  /** The results of one call; written by the producer's thread, read by the caller's. */
  private static final class Confirmations {
    private final AtomicIntegerArray results;
    private final CountDownLatch outstanding;

    Confirmations(int events) {
      results = new AtomicIntegerArray(events);
      outstanding = new CountDownLatch(events);
    }

    void completed(int index, boolean success) {
      results.set(index, success ? 1 : 0);
      outstanding.countDown();
    }

    /** Waits for the events that were sent; the others never complete. */
    void await(int sent, long timeoutNanos) throws InterruptedException {
      for (int unsent = sent; unsent < results.length(); unsent++) {
        outstanding.countDown();
      }
      boolean _ = outstanding.await(timeoutNanos, TimeUnit.NANOSECONDS);
    }

    BitSet confirmed() {
      BitSet confirmed = new BitSet(results.length());
      for (int i = 0; i < results.length(); i++) {
        confirmed.set(i, results.get(i) == 1);
      }
      return confirmed;
    }
  }
}
