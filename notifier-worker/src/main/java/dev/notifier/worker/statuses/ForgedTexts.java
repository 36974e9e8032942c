package dev.notifier.worker.statuses;

import dev.notifier.store.forged.ForgedTextAlert;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;

/** Publishes alerts of forged texts, and counts them. Thread-safe. */
public final class ForgedTexts {
  /** Alerts of forged texts that were published. */
  static final String ALERTS = "notifier.inbound.forged.text.alerts";

  private final StatusOutboxPublisher<ForgedTextAlert> publisher;
  private final Counter published;

  /**
   * @param nanoTime a monotonic clock
   */
  public ForgedTexts(
      Producer<byte[], byte[]> producer, LongSupplier nanoTime, MeterRegistry registry) {
    this.publisher =
        new StatusOutboxPublisher<>(producer, nanoTime, StatusSource.FORGED_TEXTS, registry);
    this.published = Counter.builder(ALERTS).register(registry);
  }

  /**
   * Publishes alerts, and waits until Kafka has acknowledged all of them that can be published.
   *
   * @return false if it has not; all may be published again
   */
  public boolean publish(List<ForgedTextAlert> alerts) {
    OptionalInt sent = publisher.published(alerts);
    sent.ifPresent(published::increment);
    return sent.isPresent();
  }
}
