package dev.notifier.worker.submit;

import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.SessionRecord.Phase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;

/** The numbers of one bind. Tags are the route, the session and the outcome; never a number. */
final class SubmitMetrics {
  private static final List<String> GAUGES =
      List.of(
          "notifier.submit.window.in.use",
          "notifier.submit.window.size",
          "notifier.submit.queued",
          "notifier.submit.bound",
          "notifier.submit.rate",
          "notifier.submit.rate.limit",
          "notifier.submit.circuit.open");

  private final MeterRegistry registry;
  private final String route;
  private final Counter submitted;
  private final Counter late;
  private final Counter resent;
  private final Counter held;
  private final Timer response;
  private final Timer commit;

  SubmitMetrics(MeterRegistry registry, Bind bind) {
    this.registry = registry;
    this.route = bind.route();
    submitted = counter("notifier.submit.segments", "Segments written to the carrier");
    late = counter("notifier.submit.responses.late", "Answers that came after their deadline");
    resent = counter("notifier.submit.unconfirmed.resent", "Segments in doubt that were resent");
    held = counter("notifier.submit.unconfirmed.held", "Segments in doubt that were held");
    response =
        Timer.builder("notifier.submit.response")
            .description("From writing a submit_sm to its answer")
            .tag("route", route)
            .publishPercentileHistogram()
            .register(registry);
    commit =
        Timer.builder("notifier.submit.commit")
            .description("A step of the journal")
            .tag("route", route)
            .register(registry);
  }

  /** Gauges of a bind that live as long as the process. */
  static void watch(MeterRegistry registry, BindStatus status) {
    gauge(registry, "notifier.submit.window.in.use", status, BindStatus::windowInUse);
    gauge(registry, "notifier.submit.window.size", status, BindStatus::window);
    gauge(registry, "notifier.submit.queued", status, BindStatus::namedAhead);
    gauge(registry, "notifier.submit.bound", status, each -> each.isBound() ? 1 : 0);
    gauge(registry, "notifier.submit.rate", status, BindStatus::rate);
    gauge(registry, "notifier.submit.rate.limit", status, BindStatus::rateLimit);
    gauge(
        registry,
        "notifier.submit.circuit.open",
        status,
        each -> each.phase() == Phase.CIRCUIT_OPEN ? 1 : 0);
  }

  private static void gauge(
      MeterRegistry registry,
      String name,
      BindStatus status,
      java.util.function.ToDoubleFunction<BindStatus> value) {
    Gauge.builder(name, status, value)
        .tag("route", status.route())
        .tag("session", String.valueOf(status.session()))
        .strongReference(true)
        .register(registry);
  }

  /** Takes the gauges of a bind that moves away, so that its next owner here can set its own. */
  static void forget(MeterRegistry registry, BindStatus status) {
    for (String name : GAUGES) {
      registry
          .find(name)
          .tags("route", status.route(), "session", String.valueOf(status.session()))
          .meters()
          .forEach(registry::remove);
    }
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).tag("route", route).register(registry);
  }

  void written() {
    submitted.increment();
  }

  void lateAnswer() {
    late.increment();
  }

  void doubted(boolean again) {
    (again ? resent : held).increment();
  }

  void answered(Outcome outcome, String reason, long responseMs) {
    registry
        .counter(
            "notifier.submit.responses",
            "route",
            route,
            "outcome",
            outcome.name(),
            "reason",
            reason)
        .increment();
    response.record(Duration.ofMillis(responseMs));
  }

  /** A message went to another bind. */
  void handedOn(String toRoute) {
    registry.counter("notifier.submit.failed.over", "route", route, "to", toRoute).increment();
  }

  void committed(long nanos) {
    commit.record(Duration.ofNanos(nanos));
  }
}
