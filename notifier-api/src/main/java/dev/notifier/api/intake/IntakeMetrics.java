package dev.notifier.api.intake;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.contracts.Lane;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** What intake counts. No tag ever holds anything of an event but its lane. Thread-safe. */
final class IntakeMetrics {
  private final Map<Lane, Counter> accepted = new EnumMap<>(Lane.class);
  private final Map<ErrorCode, Counter> refused = new EnumMap<>(ErrorCode.class);
  private final Counter retried;
  private final DistributionSummary batch;
  private final Timer produce;

  IntakeMetrics(MeterRegistry registry) {
    for (Lane lane : Lane.values()) {
      accepted.put(lane, counter("notifier.events.accepted", "lane", lane.id(), registry));
    }
    for (ErrorCode code : ErrorCode.values()) {
      refused.put(code, counter("notifier.events.rejected", "code", code.id(), registry));
    }
    retried =
        Counter.builder("notifier.events.not.confirmed")
            .description("Events that Kafka did not confirm in time; callers send them again")
            .register(registry);
    batch =
        DistributionSummary.builder("notifier.intake.batch.size")
            .description("Events in one call")
            .baseUnit("events")
            .publishPercentileHistogram(false)
            .register(registry);
    produce =
        Timer.builder("notifier.intake.produce")
            .description("From the first event of a call handed to Kafka to the last confirmed")
            .publishPercentiles(0.5, 0.95, 0.99)
            .register(registry);
  }

  private static Counter counter(String name, String tag, String value, MeterRegistry registry) {
    return Counter.builder(name).tag(tag, value).register(registry);
  }

  void accepted(Lane lane) {
    increment(accepted.get(lane));
  }

  void refused(ErrorCode code) {
    increment(refused.get(code));
  }

  void retried() {
    retried.increment();
  }

  void batch(int events) {
    batch.record(events);
  }

  <T> T timed(Supplier<T> work) {
    return produce.record(work);
  }

  private static void increment(@org.jspecify.annotations.Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }
}
