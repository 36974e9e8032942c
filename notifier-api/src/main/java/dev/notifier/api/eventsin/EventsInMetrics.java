package dev.notifier.api.eventsin;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The metrics of events from Kafka. The name of the client is the only tag. Thread-safe. */
final class EventsInMetrics {
  private static final String RECORDS = "notifier.events.in.records";

  private final MeterRegistry registry;
  private final MultiGauge age;

  /**
   * @param view of the clients
   */
  EventsInMetrics(MeterRegistry registry, Supplier<ClientTopics.View> view) {
    this.registry = registry;
    this.age =
        MultiGauge.builder("notifier.events.in.oldest.age")
            .description("Age of the oldest event of a client that was read and waits")
            .baseUnit("seconds")
            .register(registry);
    Gauge.builder("notifier.events.in.unserved", () -> unserved(view.get()))
        .description("Clients with a topic or a key whose events are not read")
        .register(registry);
  }

  private static int unserved(ClientTopics.View view) {
    return view.withoutKey().size() + view.withoutTopics().size();
  }

  void accepted(String client) {
    registry.counter(RECORDS, "client", client, "outcome", "accepted").increment();
  }

  void refused(String client) {
    registry.counter(RECORDS, "client", client, "outcome", "refused").increment();
  }

  /** Notes the ages in seconds of the clients that this instance reads. */
  void ages(Map<String, Double> seconds) {
    List<MultiGauge.Row<?>> rows =
        seconds.entrySet().stream()
            .<MultiGauge.Row<?>>map(
                entry -> MultiGauge.Row.of(Tags.of("client", entry.getKey()), entry.getValue()))
            .toList();
    age.register(rows, true);
  }
}
