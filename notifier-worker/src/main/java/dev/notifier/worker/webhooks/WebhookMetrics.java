package dev.notifier.worker.webhooks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** The metrics of webhooks. Their tags are ids, of which there are at most 300. Thread-safe. */
final class WebhookMetrics {
  private static final String REQUESTS = "notifier.webhooks.requests";
  private static final String OLDEST_AGE = "notifier.webhooks.oldest.age";
  private static final String SUSPENDED = "notifier.webhooks.suspended";
  private static final String GIVEN_UP = "notifier.webhooks.given.up";

  private final Map<AttemptResult.Kind, Counter> requests = new EnumMap<>(AttemptResult.Kind.class);
  private final Counter givenUp;
  private final MultiGauge oldest;
  private final AtomicInteger suspended;

  WebhookMetrics(MeterRegistry registry) {
    for (AttemptResult.Kind kind : AttemptResult.Kind.values()) {
      requests.put(
          kind,
          Counter.builder(REQUESTS)
              .description("Requests to webhooks")
              .tag("outcome", kind.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    givenUp =
        Counter.builder(GIVEN_UP)
            .description("Changes that receivers of webhooks refused for good")
            .register(registry);
    oldest =
        MultiGauge.builder(OLDEST_AGE)
            .description("The age of the oldest change that a webhook has not got")
            .baseUnit("seconds")
            .register(registry);
    suspended = new AtomicInteger();
    registry.gauge(SUSPENDED, suspended);
  }

  /**
   * The age of the oldest change of a webhook.
   *
   * @param seconds 0 if all are delivered
   */
  record Age(String webhook, double seconds) {}

  void request(AttemptResult.Kind outcome) {
    Objects.requireNonNull(requests.get(outcome)).increment();
  }

  void gaveUp(int changes) {
    givenUp.increment(changes);
  }

  /** Replaces the ages of all webhooks of this worker. */
  void update(List<Age> ages, int suspendedWebhooks) {
    oldest.register(
        ages.stream()
            .map(age -> MultiGauge.Row.of(Tags.of("webhook", age.webhook()), age::seconds))
            .toList(),
        true);
    suspended.set(suspendedWebhooks);
  }
}
