package dev.notifier.worker.statuses;

import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.StatusRecord.ForgedText;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.store.forged.ForgedTextAlert;
import dev.notifier.store.forged.ForgedTextAlerts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes on {@code notifier.statuses} that forged texts are reported. Thread-safe. */
public final class ForgedTexts {
  /** Alerts of forged texts that were published. */
  static final String ALERTS = "notifier.inbound.forged.text.alerts";

  private final StatusSender sender;
  private final Counter published;

  /**
   * @param nanoTime a monotonic clock
   */
  public ForgedTexts(
      Producer<byte[], byte[]> producer, LongSupplier nanoTime, MeterRegistry registry) {
    this.sender = new StatusSender(producer, nanoTime);
    this.published = Counter.builder(ALERTS).register(registry);
  }

  /**
   * Publishes alerts, and waits until Kafka has acknowledged all of them.
   *
   * @return false if it has not; all may be published again
   */
  public boolean publish(List<ForgedTextAlert> alerts) {
    boolean sent = sender.send(alerts.stream().map(ForgedTexts::record).toList());
    if (sent) {
      published.increment(alerts.size());
    }
    return sent;
  }

  private static ProducerRecord<byte[], byte[]> record(ForgedTextAlert alert) {
    ForgedText forged =
        new ForgedText(
            alert.id(), ForgedTextAlerts.REPORTS, alert.since(), alert.inbound(), alert.at());
    return new ProducerRecord<>(
        Topics.STATUSES,
        alert.tenant().getBytes(StandardCharsets.UTF_8),
        RecordFormats.STATUSES.encode(StatusRecord.of(alert.tenant(), forged)));
  }
}
