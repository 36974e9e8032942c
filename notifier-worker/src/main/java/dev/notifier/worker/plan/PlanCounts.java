package dev.notifier.worker.plan;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts what the plan stage did for one lane. */
final class PlanCounts {
  private final MeterRegistry registry;
  private final Lane lane;
  private final Map<PlanMetrics, Counter> counters = new EnumMap<>(PlanMetrics.class);

  PlanCounts(MeterRegistry registry, Lane lane) {
    this.registry = registry;
    this.lane = lane;
    for (PlanMetrics metric : PlanMetrics.values()) {
      if (metric != PlanMetrics.SKIPPED) {
        counters.put(
            metric, Counter.builder(metric.id()).tag("lane", lane.id()).register(registry));
      }
    }
  }

  void add(Batch batch) {
    batch.counts.forEach((metric, count) -> {
      Counter counter = counters.get(metric);
      if (counter != null) {
        counter.increment(count);
      }
    });
    batch.skipped.forEach((reason, count) ->
        Counter.builder(PlanMetrics.SKIPPED.id())
            .tag("lane", lane.id())
            .tag("reason", reason.name())
            .register(registry)
            .increment(count));
  }

  /** The counts of one batch, which are added after its commit. */
  static final class Batch {
    private final Map<PlanMetrics, Integer> counts = new EnumMap<>(PlanMetrics.class);
    private final Map<FailureReason, Integer> skipped = new EnumMap<>(FailureReason.class);

    void count(PlanMetrics metric, int count) {
      counts.merge(metric, count, Integer::sum);
    }

    void countSkipped(FailureReason reason) {
      skipped.merge(reason, 1, Integer::sum);
    }
  }
}
