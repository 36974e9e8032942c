package dev.notifier.worker.inbound;

import dev.notifier.kafka.loop.PartitionAges;
import dev.notifier.replies.decision.InboundDecision;
import dev.notifier.worker.batches.BatchMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** The metrics of the stage. Thread-safe. */
final class InboundMeters implements BatchMeters {
  /** Messages, by route, rule and action. */
  static final String MESSAGES = "notifier.inbound.messages";

  /** Texts that people forwarded and that were not sent by us. */
  static final String FOREIGN_TEXTS = "notifier.inbound.foreign.texts";

  /** What providers delivered with an id that they had used before. */
  static final String USED_IDS = "notifier.inbound.used.ids";

  private static final String NONE = "none";

  private final MeterRegistry registry;

  InboundMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A message to an address without rules. */
  void stored(String route) {
    count(Tags.of("route", route, "rule", NONE, "action", NONE));
  }

  void decided(String route, InboundDecision decision) {
    count(
        Tags.of(
            "route",
            route,
            "rule",
            decision.rule().key(),
            "action",
            decision.action().name().toLowerCase(Locale.ROOT)));
  }

  private void count(Tags tags) {
    Counter.builder(MESSAGES).tags(tags).register(registry).increment();
  }

  /** A message that was stored before. */
  void repeatedByProvider(String provider) {
    usedId(provider, "repeated");
  }

  /** Another message. */
  void idUsedAgain(String provider) {
    usedId(provider, "other-message");
  }

  private void usedId(String provider, String outcome) {
    Counter.builder(USED_IDS)
        .tags("provider", provider, "outcome", outcome)
        .register(registry)
        .increment();
  }

  void foreignTexts(int texts) {
    Counter.builder(FOREIGN_TEXTS).register(registry).increment(texts);
  }

  /** Shows an age in seconds, of the oldest answer that is not published, for example. */
  void age(String what, Supplier<Duration> age) {
    String name = "notifier.inbound." + what + ".oldest.age";
    // An earlier one belongs to a start that was given up.
    registry.find(name).meters().forEach(registry::remove);
    Gauge.builder(name, () -> age.get().toMillis() / 1e3).register(registry);
  }

  @Override
  public void lag(String topic, Duration lag) {
    Timer.builder("notifier.inbound.lag")
        .tags("topic", topic)
        .register(registry)
        .record(lag.isNegative() ? Duration.ZERO : lag);
  }

  @Override
  public void oldestAge(String topic, PartitionAges ages) {
    ages.register(registry, "notifier.inbound.oldest.age", Tags.of("topic", topic), null);
  }
}
