package dev.notifier.worker.track;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.NotificationState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What track counts. Counted as told: a replay after a failure counts again. Thread-safe. */
final class TrackMetrics {
  /** Names; tags are route, outcome, state, reason and topic, never anything personal. */
  enum Name {
    /** Answers of carriers, by route, outcome and reason. */
    ANSWERS("notifier.track.responses"),
    /** Segments that carriers took, by route. */
    SEGMENTS("notifier.track.segments"),
    /** Notifications by the state they came to, route and reason. */
    STATES("notifier.track.states"),
    /** Receipts, by route and whether their answer was known. */
    RECEIPTS("notifier.track.receipts"),
    /** From writing a message to the receipt that decided, by route and state. */
    RECEIPT_TIME("notifier.track.receipt.time"),
    /** Receipts that wait for an answer, as of the last sweep. */
    WAITING_RECEIPTS("notifier.track.receipts.waiting"),
    /** Receipts that were deleted because no answer came. */
    FORGOTTEN_RECEIPTS("notifier.track.receipts.expired"),
    /** Of the last thousand receipts the share that met its answer, by route; 0 to 1. */
    MATCH_RATE("notifier.track.receipts.match.rate"),
    /** Receipts that waited in vain and were given a segment afterwards, by route and by what. */
    RESCUED_RECEIPTS("notifier.track.receipts.late.matched"),
    /** From the carrier's done date to the arrival of a positive receipt, by route. */
    RECEIPT_DELAY("notifier.track.receipt.delay"),
    /** Notifications with a segment that nobody confirmed, by route, as of the last sweep. */
    UNCONFIRMED("notifier.track.unconfirmed"),
    /** Messages of people, by route. */
    REPLIES("notifier.track.inbound"),
    /** Records that cannot be read or stored, by topic. */
    UNREADABLE("notifier.track.unreadable"),
    /** Answers about notifications that the store does not know. */
    STRANGERS("notifier.track.receipts.unknown"),
    /** From a record's writing to its being stored, by topic. */
    LAG("notifier.track.lag");

    private final String id;

    Name(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }
  }

  private final MeterRegistry registry;
  private final AtomicLong waiting = new AtomicLong();
  private final Map<Tagged, AtomicReference<Double>> gauges = new ConcurrentHashMap<>();

  private record Tagged(Name name, String route) {}

  TrackMetrics(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge(Name.WAITING_RECEIPTS.id(), waiting);
  }

  void answer(String route, Outcome outcome, @Nullable FailureReason reason) {
    count(
        Name.ANSWERS,
        Tags.of("route", route, "outcome", outcome.name(), "reason", word(reason)),
        1);
    if (outcome == Outcome.ACCEPTED) {
      count(Name.SEGMENTS, Tags.of("route", route), 1);
    }
  }

  void state(String route, NotificationState state, @Nullable FailureReason reason) {
    count(Name.STATES, Tags.of("route", route, "state", state.name(), "reason", word(reason)), 1);
  }

  void receiptTime(String route, NotificationState state, Duration time) {
    Timer.builder(Name.RECEIPT_TIME.id())
        .tags("route", route, "state", state.name())
        .register(registry)
        .record(time.isNegative() ? Duration.ZERO : time);
  }

  void receipts(String route, String outcome, int count) {
    count(Name.RECEIPTS, Tags.of("route", route, "outcome", outcome), count);
  }

  void replies(String route) {
    count(Name.REPLIES, Tags.of("route", route), 1);
  }

  void unreadable(String topic) {
    count(Name.UNREADABLE, Tags.of("topic", topic), 1);
  }

  void strangers(int count) {
    count(Name.STRANGERS, Tags.empty(), count);
  }

  void lag(String topic, Duration lag) {
    Timer.builder(Name.LAG.id())
        .tags("topic", topic)
        .register(registry)
        .record(lag.isNegative() ? Duration.ZERO : lag);
  }

  void waiting(long receipts) {
    waiting.set(receipts);
  }

  void forgotten(int receipts) {
    count(Name.FORGOTTEN_RECEIPTS, Tags.empty(), receipts);
  }

  void rescued(String route, String by, int receipts) {
    count(Name.RESCUED_RECEIPTS, Tags.of("route", route, "by", by), receipts);
  }

  void receiptDelay(String route, Duration delay) {
    Timer.builder(Name.RECEIPT_DELAY.id())
        .tags("route", route)
        .register(registry)
        .record(delay.isNegative() ? Duration.ZERO : delay);
  }

  void matchRate(String route, double share) {
    gauge(Name.MATCH_RATE, route, share);
  }

  void unconfirmed(String route, long notifications) {
    gauge(Name.UNCONFIRMED, route, (double) notifications);
  }

  private void gauge(Name name, String route, double value) {
    gauges
        .computeIfAbsent(
            new Tagged(name, route),
            key -> {
              AtomicReference<Double> held = new AtomicReference<>(value);
              Gauge.builder(name.id(), held, AtomicReference::get)
                  .tags("route", route)
                  .register(registry);
              return held;
            })
        .set(value);
  }

  private void count(Name name, Tags tags, int count) {
    if (count > 0) {
      Counter.builder(name.id()).tags(tags).register(registry).increment(count);
    }
  }

  private static String word(@Nullable FailureReason reason) {
    return reason == null ? "none" : reason.name();
  }
}
