package dev.notifier.worker.jobs;

import dev.notifier.store.jobs.JobMonitor.Late;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The metrics of jobs. Their only tag is the kind, of which there are few. Thread-safe. */
final class JobMetrics {
  /** The kind of jobs that this worker does not know, for example those of a newer release. */
  static final String OTHER = "other";

  private final MeterRegistry registry;
  private final Set<String> kinds;
  private volatile List<Late> late = List.of();
  private volatile Map<String, Integer> failed = Map.of();

  /** The metrics, by their names. */
  enum Name {
    /** Time of each step that was saved, by kind. */
    STEP("notifier.jobs.step"),
    /** Steps that failed, by kind. */
    STEP_FAILURES("notifier.jobs.step.failures"),
    /** Age in seconds of the oldest job that is due, by kind. */
    OLDEST_AGE("notifier.jobs.oldest.age"),
    /** Jobs that have failed for good, by kind. */
    FAILED("notifier.jobs.failed");

    private final String id;

    Name(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }
  }

  /**
   * @param kinds the kinds that this worker knows
   */
  JobMetrics(MeterRegistry registry, Set<String> kinds) {
    this.registry = registry;
    this.kinds = kinds;
    kinds.forEach(this::register);
    register(OTHER);
  }

  private void register(String kind) {
    gauge(Name.OLDEST_AGE, kind, metrics -> metrics.oldestSeconds(kind));
    gauge(Name.FAILED, kind, metrics -> metrics.failedJobs(kind));
  }

  private void gauge(Name name, String kind, ToDoubleFunction<JobMetrics> value) {
    Tags tags = Tags.of("kind", kind);
    // An earlier one belongs to a start that was given up.
    registry.find(name.id()).tags(tags).meters().forEach(registry::remove);
    Gauge.builder(name.id(), this, value).tags(tags).strongReference(true).register(registry);
  }

  void step(String kind, Duration took) {
    Timer.builder(Name.STEP.id()).tags("kind", kind).register(registry).record(took);
  }

  void failure(String kind) {
    Counter.builder(Name.STEP_FAILURES.id()).tags("kind", kind).register(registry).increment();
  }

  /** Updates the gauges. */
  void observed(List<Late> oldest, Map<String, Integer> failedByKind) {
    late = oldest;
    failed = failedByKind;
  }

  private double oldestSeconds(String kind) {
    return late.stream()
        .filter(each -> tag(each.kind()).equals(kind))
        .mapToLong(each -> each.age().toSeconds())
        .max()
        .orElse(0);
  }

  private double failedJobs(String kind) {
    return failed.entrySet().stream()
        .filter(each -> tag(each.getKey()).equals(kind))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private String tag(String kind) {
    return kinds.contains(kind) ? kind : OTHER;
  }
}
