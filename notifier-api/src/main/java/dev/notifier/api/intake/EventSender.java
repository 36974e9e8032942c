package dev.notifier.api.intake;

import dev.notifier.api.cloudevents.ValidationResult;
import dev.notifier.api.sending.RecordSender;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.RecipientKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Sends events to Kafka and waits until all in-sync replicas have confirmed each of them, or the
 * timeout has passed. Thread-safe; all callers share one producer.
 */
public final class EventSender {
  private final RecordSender sender;
  private final RecipientKey recipientKey;
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
    this.sender = new RecordSender(producers, timeout, nanos);
    this.recipientKey = recipientKey;
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
   * @param atMost the longest time for all, if the timeout is not shorter
   * @return the indexes of the confirmed events; the others may or may not reach Kafka later
   */
  BitSet send(List<ValidationResult.Valid> events, Duration atMost) {
    BitSet confirmed = sender.send(events, this::record, atMost);
    if (!confirmed.isEmpty()) {
      lastConfirmedNanos.set(nanos.getAsLong());
    }
    return confirmed;
  }

  private ProducerRecord<byte[], byte[]> record(ValidationResult.Valid valid) {
    byte[] key = key(valid).getBytes(StandardCharsets.US_ASCII);
    return new ProducerRecord<>(Topics.events(valid.lane()), key, RecordJson.write(valid.event()));
  }

  /** Of the person if the number is looked up later. */
  private String key(ValidationResult.Valid valid) {
    MobileNumber number = valid.number();
    return number == null
        ? recipientKey.ofReference(
            valid.event().tenant(), String.valueOf(valid.event().personRef()))
        : recipientKey.of(number);
  }
}
