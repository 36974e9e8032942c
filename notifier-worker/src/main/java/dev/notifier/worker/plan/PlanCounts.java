package dev.notifier.worker.plan;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** What a lane's plan stage has done. */
final class PlanCounts {
  private final MeterRegistry meters;
  private final Lane lane;
  private final Map<PlanMetrics, Counter> plain = new EnumMap<>(PlanMetrics.class);

  PlanCounts(MeterRegistry meters, Lane lane) {
    this.meters = meters;
    this.lane = lane;
    for (PlanMetrics meter : PlanMetrics.values()) {
      if (meter != PlanMetrics.SKIPPED) {
        plain.put(meter, Counter.builder(meter.id()).tag("lane", lane.id()).register(meters));
      }
    }
  }

  void add(Tally tally) {
    tally.plain.forEach((meter, count) -> add(meter, count));
    tally.skipped.forEach((reason, count) ->
        Counter.builder(PlanMetrics.SKIPPED.id())
            .tag("lane", lane.id())
            .tag("reason", reason.name())
            .register(meters)
            .increment(count));
  }

  private void add(PlanMetrics meter, int count) {
    Counter counter = plain.get(meter);
    if (counter != null) {
      counter.increment(count);
    }
  }

  /** The counts of one batch, added up when Kafka has it. */
  static final class Tally {
    private final Map<PlanMetrics, Integer> plain = new EnumMap<>(PlanMetrics.class);
    private final Map<FailureReason, Integer> skipped = new EnumMap<>(FailureReason.class);

    void count(PlanMetrics meter, int count) {
      plain.merge(meter, count, Integer::sum);
    }

    void skipped(FailureReason reason) {
      skipped.merge(reason, 1, Integer::sum);
    }
  }
}
