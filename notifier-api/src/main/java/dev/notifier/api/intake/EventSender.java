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
 * Hands events to Kafka and waits until every one is confirmed by all in-sync replicas or the time
 * is up. Thread-safe; many callers share one producer.
 */
public final class EventSender {
  private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);

  private final ProducerFactory<byte[], byte[]> producers;
  private final RecipientKey recipientKey;
  private final Duration timeout;
  private final LongSupplier nanos;
  private final AtomicLong lastConfirmedNanos;

  /**
   * @param timeout of a whole call; the producer's own time-outs must not be longer
   * @param nanos a clock that never goes back
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

  /** How long ago Kafka confirmed an event the last time. */
  public Duration sinceConfirmed() {
    return Duration.ofNanos(nanos.getAsLong() - lastConfirmedNanos.get());
  }

  /**
   * Sends.
   *
   * @return the indexes of the events that Kafka has; the others may or may not arrive later
   */
  BitSet send(List<ValidationResult.Valid> events) {
    Sending sending = new Sending(events.size());
    long deadline = nanos.getAsLong() + timeout.toNanos();
    int sent = 0;
    try (Producer<byte[], byte[]> producer = producers.createProducer()) {
      for (; sent < events.size() && nanos.getAsLong() < deadline; sent++) {
        int index = sent;
        var _ =
            producer.send(
                record(events.get(index)),
                (_, failure) -> sending.answered(index, failure == null));
      }
      sending.await(sent, deadline - nanos.getAsLong());
    } catch (KafkaException e) {
      LOG.warn("Kafka's producer failed ({}); callers send again", e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    BitSet confirmed = sending.confirmed();
    if (!confirmed.isEmpty()) {
      lastConfirmedNanos.set(nanos.getAsLong());
    }
    return confirmed;
  }

  private ProducerRecord<byte[], byte[]> record(ValidationResult.Valid valid) {
    byte[] key = recipientKey.of(valid.number()).getBytes(StandardCharsets.US_ASCII);
    return new ProducerRecord<>(Topics.events(valid.lane()), key, RecordJson.write(valid.event()));
  }

  /** The answers to one call's events; the producer's thread writes, the caller's reads. */
  private static final class Sending {
    private final AtomicIntegerArray taken;
    private final CountDownLatch open;

    Sending(int events) {
      taken = new AtomicIntegerArray(events);
      open = new CountDownLatch(events);
    }

    void answered(int index, boolean good) {
      taken.set(index, good ? 1 : 0);
      open.countDown();
    }

    /** What was never sent is never answered. */
    void await(int sent, long timeoutNanos) throws InterruptedException {
      for (int unsent = sent; unsent < taken.length(); unsent++) {
        open.countDown();
      }
      boolean _ = open.await(timeoutNanos, TimeUnit.NANOSECONDS);
    }

    BitSet confirmed() {
      BitSet confirmed = new BitSet(taken.length());
      for (int i = 0; i < taken.length(); i++) {
        confirmed.set(i, taken.get(i) == 1);
      }
      return confirmed;
    }
  }
}
