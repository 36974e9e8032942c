package dev.notifier.worker.response;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Response;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Metrics of the responses on one bind, by route, outcome and reason. */
public final class ResponseMetrics {
  private final MeterRegistry registry;
  private final String route;
  private final Counter late;
  private final Counter resent;
  private final Counter held;
  private final Counter deferred;
  private final Timer responseTime;

  public ResponseMetrics(MeterRegistry registry, String route) {
    this.registry = registry;
    this.route = route;
    late = counter("notifier.submit.responses.late", "Responses that arrived after their deadline");
    resent = counter("notifier.submit.unconfirmed.resent", "Unconfirmed segments sent again");
    held = counter("notifier.submit.unconfirmed.held", "Unconfirmed segments not sent again");
    deferred =
        counter("notifier.submit.deferred", "Messages for silent numbers put on a retry topic");
    responseTime =
        Timer.builder("notifier.submit.response")
            .description("From writing a submit_sm to its response")
            .tag("route", route)
            .publishPercentileHistogram()
            .register(registry);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).tag("route", route).register(registry);
  }

  /** A response arrived after its deadline, or on a session that is no longer current. */
  public void late() {
    late.increment();
  }

  void unconfirmed(boolean isResent) {
    (isResent ? resent : held).increment();
  }

  void deferred() {
    deferred.increment();
  }

  void responded(Response response) {
    FailureReason reason = response.reason();
    registry
        .counter(
            "notifier.submit.responses",
            "route",
            route,
            "outcome",
            response.outcome().id(),
            "reason",
            reason == null ? "none" : reason.name())
        .increment();
    responseTime.record(Duration.ofMillis(response.respondedAtMs() - response.writtenAtMs()));
  }
}
