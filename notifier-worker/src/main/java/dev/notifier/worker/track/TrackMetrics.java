package dev.notifier.worker.track;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.NotificationState;
import dev.notifier.kafka.loop.PartitionAges;
import dev.notifier.worker.batches.BatchMeters;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The metrics of track. A replay after a failure counts again. Thread-safe. */
final class TrackMetrics implements BatchMeters {
  /** Tags are route, outcome, state, reason and topic; none contains personal data. */
  enum Name {
    /** Responses of carriers, by route, outcome and reason. */
    RESPONSES("notifier.track.responses"),
    /** Segments that carriers accepted, by route. */
    SEGMENTS("notifier.track.segments"),
    /** Notifications by their new state, route and reason. */
    STATES("notifier.track.states"),
    /** Receipts, by route and whether their response was known. */
    RECEIPTS("notifier.track.receipts"),
    /** Time from writing a segment to the receipt that decided its state, by route and state. */
    RECEIPT_TIME("notifier.track.receipt.time"),
    /** Receipts that match no response yet, as of the last sweep. */
    UNMATCHED_RECEIPTS("notifier.track.receipts.unmatched"),
    /** Receipts that were deleted because no response arrived. */
    EXPIRED_RECEIPTS("notifier.track.receipts.expired"),
    /** Share of the last thousand receipts that matched a response, by route; 0 to 1. */
    MATCH_RATE("notifier.track.receipts.match.rate"),
    /** Receipts that were matched after the response deadline, by route and method. */
    LATE_MATCHED_RECEIPTS("notifier.track.receipts.late.matched"),
    /** Time from the carrier's done date to the arrival of a positive receipt, by route. */
    RECEIPT_DELAY("notifier.track.receipt.delay"),
    /** Notifications with an unconfirmed segment, by route, as of the last sweep. */
    UNCONFIRMED("notifier.track.unconfirmed"),
    /** Planned notifications whose time to live has passed, as of the last sweep. */
    PLANNED_PAST_EXPIRY("notifier.track.planned.past.expiry"),
    /**
     * Age in seconds of the oldest change that is not added to the counters, as of the last look.
     */
    UNFOLDED_AGE("notifier.counters.unfolded.age"),
    /** For how long the oldest day of an effect could have been counted, in seconds. */
    EFFECTS_AGE("notifier.effects.oldest.age"),
    /** How far a sweep is behind, in seconds, by sweep. */
    SWEEP_AGE("notifier.track.sweep.age"),
    /** Receipts whose id belongs to a message to another number, by route. */
    OTHER_NUMBER("notifier.track.receipts.other.number"),
    /** Responses and receipts about notifications that are not in the store. */
    UNKNOWN_NOTIFICATIONS("notifier.track.receipts.unknown"),
    /** Time from writing a record to storing its result, by topic. */
    LAG("notifier.track.lag"),
    /** The age in seconds of the oldest record that waits, by topic. */
    OLDEST_AGE("notifier.track.oldest.age");

    private final String id;

    Name(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }
  }

  private final MeterRegistry registry;
  private final AtomicLong unmatched = new AtomicLong();
  private final AtomicLong overdue = new AtomicLong();
  private final AtomicLong unfolded = new AtomicLong();
  private final AtomicLong effects = new AtomicLong();
  private final Map<GaugeKey, AtomicReference<Double>> gauges = new ConcurrentHashMap<>();

  private record GaugeKey(Name name, String value) {}

  TrackMetrics(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge(Name.UNMATCHED_RECEIPTS.id(), unmatched);
    registry.gauge(Name.PLANNED_PAST_EXPIRY.id(), overdue);
    registry.gauge(Name.UNFOLDED_AGE.id(), unfolded);
    registry.gauge(Name.EFFECTS_AGE.id(), effects);
  }

  void response(String route, Outcome outcome, @Nullable FailureReason reason) {
    count(
        Name.RESPONSES, Tags.of("route", route, "outcome", outcome.id(), "reason", tag(reason)), 1);
    if (outcome == Outcome.ACCEPTED) {
      count(Name.SEGMENTS, Tags.of("route", route), 1);
    }
  }

  void state(String route, NotificationState state, @Nullable FailureReason reason) {
    count(Name.STATES, Tags.of("route", route, "state", state.name(), "reason", tag(reason)), 1);
  }

  void receiptTime(String route, NotificationState state, Duration time) {
    record(Name.RECEIPT_TIME, Tags.of("route", route, "state", state.name()), time);
  }

  void receipts(String route, String outcome, int count) {
    count(Name.RECEIPTS, Tags.of("route", route, "outcome", outcome), count);
  }

  void unknownNotifications(int count) {
    count(Name.UNKNOWN_NOTIFICATIONS, Tags.empty(), count);
  }

  @Override
  public void lag(String topic, Duration lag) {
    record(Name.LAG, Tags.of("topic", topic), lag);
  }

  @Override
  public void oldestAge(String topic, PartitionAges ages) {
    ages.register(registry, Name.OLDEST_AGE.id(), Tags.of("topic", topic), null);
  }

  void unmatchedReceipts(long receipts) {
    unmatched.set(receipts);
  }

  void expiredReceipts(int receipts) {
    count(Name.EXPIRED_RECEIPTS, Tags.empty(), receipts);
  }

  void lateMatchedReceipt(String route, String by) {
    count(Name.LATE_MATCHED_RECEIPTS, Tags.of("route", route, "by", by), 1);
  }

  void receiptDelay(String route, Duration delay) {
    record(Name.RECEIPT_DELAY, Tags.of("route", route), delay);
  }

  void matchRate(String route, double share) {
    gauge(Name.MATCH_RATE, "route", route, share);
  }

  void unconfirmed(String route, long notifications) {
    gauge(Name.UNCONFIRMED, "route", route, (double) notifications);
  }

  void plannedPastExpiry(int notifications) {
    overdue.set(notifications);
  }

  void unfolded(Duration age) {
    unfolded.set(age.toSeconds());
  }

  void effects(Duration age) {
    effects.set(age.toSeconds());
  }

  void sweepAge(String sweep, Supplier<Duration> behind) {
    Tags tags = Tags.of("sweep", sweep);
    // An earlier one belongs to a start that was given up.
    registry.find(Name.SWEEP_AGE.id()).tags(tags).meters().forEach(registry::remove);
    Gauge.builder(Name.SWEEP_AGE.id(), () -> (double) behind.get().toSeconds())
        .tags(tags)
        .register(registry);
  }

  void otherNumbers(String route, int receipts) {
    count(Name.OTHER_NUMBER, Tags.of("route", route), receipts);
  }

  private void record(Name name, Tags tags, Duration time) {
    Timer.builder(name.id())
        .tags(tags)
        .register(registry)
        .record(time.isNegative() ? Duration.ZERO : time);
  }

  private void gauge(Name name, String tag, String tagValue, double value) {
    gauges
        .computeIfAbsent(
            new GaugeKey(name, tagValue),
            key -> {
              AtomicReference<Double> current = new AtomicReference<>(value);
              Gauge.builder(name.id(), current, AtomicReference::get)
                  .tags(tag, tagValue)
                  .register(registry);
              return current;
            })
        .set(value);
  }

  private void count(Name name, Tags tags, int count) {
    if (count > 0) {
      Counter.builder(name.id()).tags(tags).register(registry).increment(count);
    }
  }

  private static String tag(@Nullable FailureReason reason) {
    return reason == null ? "none" : reason.name();
  }
}
