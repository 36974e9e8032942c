package dev.notifier.api.quotas;

import dev.notifier.contracts.Category;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The metrics of quotas. No tenant is in a tag. Thread-safe. */
public final class QuotaMetrics {
  private final MeterRegistry registry;

  public QuotaMetrics(MeterRegistry registry, TenantQuotas quotas) {
    this.registry = registry;
    // A series must exist before its first event, otherwise Prometheus misses that one.
    for (Category category : Category.values()) {
      counter(category);
    }
    for (QuotaLevel level : QuotaLevel.values()) {
      Gauge.builder("notifier.quotas.tenants", () -> quotas.levels().getOrDefault(level, 0))
          .description("Tenants with a monthly quota, by how much of it they have used")
          .tag("level", level.id())
          .register(registry);
    }
  }

  /** Counts an event of a tenant that has used its quota. */
  public void event(Category category) {
    counter(category).increment();
  }

  private Counter counter(Category category) {
    return Counter.builder("notifier.quotas.events")
        .description(
            "Events of tenants that have used their quota: refused ones of GENERAL_INFO and"
                + " ADVERTISING, and others that were not refused")
        .tag("category", category.name())
        .register(registry);
  }
}
