package dev.notifier.api.inbound;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts the requests of one provider. Thread-safe. */
final class ProviderMetrics {
  /** A series must exist before its first event, otherwise Prometheus misses that one. */
  private final Map<ProviderOutcome, Counter> counters = new EnumMap<>(ProviderOutcome.class);

  ProviderMetrics(String provider, MeterRegistry registry) {
    for (ProviderOutcome outcome : ProviderOutcome.values()) {
      counters.put(
          outcome,
          Counter.builder("notifier.inbound.http")
              .description("Requests with inbound messages, by provider and what became of them")
              .tag("provider", provider)
              .tag("outcome", outcome.id())
              .register(registry));
    }
  }

  void count(ProviderOutcome outcome) {
    Counter counter = counters.get(outcome);
    if (counter != null) {
      counter.increment();
    }
  }
}
