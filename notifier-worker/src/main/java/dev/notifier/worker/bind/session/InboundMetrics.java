package dev.notifier.worker.bind.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Metrics of the responses to inbound messages on the binds of a route. Thread-safe. */
public final class InboundMetrics {
  private final Timer acknowledged;
  private final Counter retried;

  public InboundMetrics(MeterRegistry registry, String route) {
    acknowledged =
        Timer.builder("notifier.submit.inbound.acknowledged")
            .description("From a deliver_sm or data_sm to its acknowledgement")
            .tag("route", route)
            .publishPercentileHistogram()
            .register(registry);
    retried =
        Counter.builder("notifier.submit.inbound.retried")
            .description("Retry statuses for deliver_sm and data_sm")
            .tag("route", route)
            .register(registry);
  }

  void answered(boolean isAcknowledged, Duration after) {
    if (isAcknowledged) {
      acknowledged.record(after);
    } else {
      retried.increment();
    }
  }
}
