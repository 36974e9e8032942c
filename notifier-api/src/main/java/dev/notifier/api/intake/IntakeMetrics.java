package dev.notifier.api.intake;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.contracts.Lane;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The metrics of intake. The lane is the only property of an event in a tag. Thread-safe. */
final class IntakeMetrics {
  private final Map<Lane, Counter> accepted = new EnumMap<>(Lane.class);
  private final MeterRegistry registry;
  private final Counter notConfirmed;
  private final DistributionSummary batch;
  private final Timer produce;

  IntakeMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (Lane lane : Lane.values()) {
      accepted.put(lane, counter("notifier.events.accepted", "lane", lane.id(), registry));
    }
    // A series must exist before its first rejection, otherwise Prometheus misses that one.
    EnumSet.range(ErrorCode.INVALID_UTF8, ErrorCode.EXPIRED_BEFORE_SUBMISSION)
        .forEach(this::rejections);
    notConfirmed =
        Counter.builder("notifier.events.not.confirmed")
            .description("Events that Kafka did not confirm in time; callers send them again")
            .register(registry);
    batch =
        DistributionSummary.builder("notifier.intake.batch.size")
            .description("Events in one request")
            .baseUnit("events")
            .publishPercentileHistogram(false)
            .register(registry);
    produce =
        Timer.builder("notifier.intake.produce")
            .description(
                "From sending the first event of a request to the confirmation of the last")
            .publishPercentiles(0.5, 0.95, 0.99)
            .register(registry);
  }

  private static Counter counter(String name, String tag, String value, MeterRegistry registry) {
    return Counter.builder(name).tag(tag, value).register(registry);
  }

  void accepted(Lane lane) {
    increment(accepted.get(lane));
  }

  void rejected(ErrorCode code) {
    rejections(code).increment();
  }

  private Counter rejections(ErrorCode code) {
    return counter("notifier.events.rejected", "code", code.id(), registry);
  }

  void notConfirmed() {
    notConfirmed.increment();
  }

  void batch(int events) {
    batch.record(events);
  }

  <T> T timed(Supplier<T> task) {
    return produce.record(task);
  }

  private static void increment(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }
}
