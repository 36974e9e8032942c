package dev.notifier.worker.bind;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.worker.bind.session.BindStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The gauges of a bind, by route and session, and ages by lane. They exist while this worker owns
 * the bind.
 */
final class BindGauges {
  private static final Map<String, ToDoubleFunction<BindStatus>> GAUGES =
      Map.of(
          "notifier.submit.window.in.use", BindStatus::windowInUse,
          "notifier.submit.window.size", BindStatus::window,
          "notifier.submit.queued", BindStatus::queued,
          "notifier.submit.bound", status -> status.isBound() ? 1 : 0,
          "notifier.submit.rate", BindStatus::rate,
          "notifier.submit.rate.limit", BindStatus::rateLimit,
          "notifier.submit.circuit.open", status -> status.phase() == Phase.CIRCUIT_OPEN ? 1 : 0);

  /** The age in seconds of the oldest message that waits; 0 if none does. */
  private static final String OLDEST_AGE = "notifier.submit.oldest.age";

  private BindGauges() {}

  static void register(MeterRegistry registry, BindStatus status, InstantSource clock) {
    GAUGES.forEach((name, value) ->
        Gauge.builder(name, status, value)
            .tag("route", status.route())
            .tag("session", String.valueOf(status.session()))
            .strongReference(true)
            .register(registry));
    for (Lane lane : Lane.values()) {
      Gauge.builder(OLDEST_AGE, status, each -> seconds(each.oldestAge(lane, clock.instant())))
          .tag("route", status.route())
          .tag("session", String.valueOf(status.session()))
          .tag("lane", lane.id())
          .strongReference(true)
          .register(registry);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }

  /** Removes the gauges, so that the next owner in this process can register its own. */
  static void remove(MeterRegistry registry, BindStatus status) {
    GAUGES.keySet().forEach(name -> remove(name, registry, status));
    remove(OLDEST_AGE, registry, status);
  }

  private static void remove(String name, MeterRegistry registry, BindStatus status) {
    registry
        .find(name)
        .tags("route", status.route(), "session", String.valueOf(status.session()))
        .meters()
        .forEach(registry::remove);
  }
}
