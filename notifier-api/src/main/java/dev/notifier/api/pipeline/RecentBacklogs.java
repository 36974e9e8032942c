package dev.notifier.api.pipeline;

import dev.notifier.contracts.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What waited within the last minute: how it changes, and how fast. Used by one thread. */
final class RecentBacklogs {
  private static final long SPAN_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long LEAST_NANOS = Duration.ofSeconds(5).toNanos();
  private static final double NANOS_PER_SECOND = 1e9;

  /** A slower change means nothing. */
  private static final double LEAST_CHANGE = 0.5;

  /** What takes longer cannot be foreseen. */
  private static final double MOST_SECONDS = Duration.ofDays(2).toSeconds();

  private final Deque<Backlog> samples = new ArrayDeque<>();

  void add(Backlog backlog) {
    samples.add(backlog);
    while (backlog.nanos() - samples.element().nanos() > SPAN_NANOS) {
      samples.remove();
    }
  }

  /** The newest; null if there is none. */
  @Nullable Backlog last() {
    return samples.peekLast();
  }

  /** How what waits on a lane changes. */
  Trend trend(Lane lane) {
    Backlog last = last();
    if (last == null) {
      return Trend.UNKNOWN;
    }
    if (last.count(lane) == 0) {
      return Trend.EMPTY;
    }
    Double change = change(lane);
    if (change == null) {
      return Trend.UNKNOWN;
    }
    if (Math.abs(change) < LEAST_CHANGE) {
      return Trend.STEADY;
    }
    return change > 0 ? Trend.GROWING : Trend.FALLING;
  }

  /** Whether more and more messages wait on a route; false if that is unknown. */
  boolean isGrowing(String route) {
    Double seconds = seconds();
    if (seconds == null) {
      return false;
    }
    long more =
        samples.getLast().messages(route).count() - samples.getFirst().messages(route).count();
    return more / seconds >= LEAST_CHANGE;
  }

  /** When nothing will wait on a lane if it goes on like this; null if that is not foreseeable. */
  @Nullable Instant emptyAt(Lane lane) {
    Backlog last = last();
    Double change = change(lane);
    if (last == null || change == null || change > -LEAST_CHANGE || last.count(lane) == 0) {
      return null;
    }
    double seconds = last.count(lane) / -change;
    return seconds > MOST_SECONDS ? null : last.at().plusSeconds(Math.round(seconds));
  }

  /** Segments per second that a route has written lately; null if that is unknown. */
  @Nullable Double written(String route) {
    Double seconds = seconds();
    if (seconds == null) {
      return null;
    }
    String prefix = route + "/";
    Map<String, Long> before = Map.of();
    long segments = 0;
    for (Backlog sample : samples) {
      for (Map.Entry<String, Long> each : sample.written().entrySet()) {
        // An owner that takes over counts from 0.
        long start = before.getOrDefault(each.getKey(), each.getValue());
        if (each.getKey().startsWith(prefix)) {
          segments += Math.max(0, each.getValue() - start);
        }
      }
      before = sample.written();
    }
    return Math.round(segments / seconds * 10) / 10.0;
  }

  /** By how many more or less wait on a lane each second. */
  private @Nullable Double change(Lane lane) {
    Double seconds = seconds();
    return seconds == null
        ? null
        : (samples.getLast().count(lane) - samples.getFirst().count(lane)) / seconds;
  }

  private @Nullable Double seconds() {
    if (samples.isEmpty()) {
      return null;
    }
    long span = samples.getLast().nanos() - samples.getFirst().nanos();
    return span < LEAST_NANOS ? null : span / NANOS_PER_SECOND;
  }
}
