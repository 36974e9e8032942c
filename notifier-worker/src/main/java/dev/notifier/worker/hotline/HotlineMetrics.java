package dev.notifier.worker.hotline;

import dev.notifier.store.inbox.InboxQueries;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The metrics of the hotline and of the inbox. Without tags for tenants. Thread-safe. */
final class HotlineMetrics {
  private static final String REQUESTS = "notifier.hotline.requests";
  private static final String GIVEN_UP = "notifier.hotline.given.up";
  private static final String OLDEST = "notifier.hotline.oldest.age";
  private static final String INBOX = "notifier.inbox.oldest.age";

  private final Counter accepted;
  private final Counter failed;
  private final Counter givenUp;
  private final InboxQueries inbox;
  private final MeterRegistry registry;
  private final InstantSource clock;
  private volatile @Nullable Instant waitingSince;

  HotlineMetrics(MeterRegistry registry, InboxQueries inbox, InstantSource clock) {
    this.registry = registry;
    this.inbox = inbox;
    this.clock = clock;
    accepted = requests("accepted");
    failed = requests("failed");
    givenUp =
        Counter.builder(GIVEN_UP)
            .description("Events that the hotline has not accepted for three days")
            .register(registry);
    age(INBOX, "The age of the oldest message that waits for an agent", this::waiting);
  }

  private Counter requests(String outcome) {
    return Counter.builder(REQUESTS)
        .description("Requests to the hotline")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** Shows the age of the oldest event. */
  void register(Supplier<Duration> oldest) {
    age(OLDEST, "The age of the oldest event that the hotline has not accepted", oldest);
  }

  private void age(String name, String description, Supplier<Duration> age) {
    // An earlier one belongs to a start that was given up.
    registry.find(name).meters().forEach(registry::remove);
    Gauge.builder(name, () -> age.get().toMillis() / 1e3)
        .description(description)
        .baseUnit("seconds")
        .register(registry);
  }

  void sent(boolean wasAccepted) {
    (wasAccepted ? accepted : failed).increment();
  }

  void gaveUp() {
    givenUp.increment();
  }

  /** Looks since when the oldest message waits. */
  void look() {
    waitingSince = inbox.oldestWaiting();
  }

  private Duration waiting() {
    Instant since = waitingSince;
    return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
  }
}
