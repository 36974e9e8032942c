package dev.notifier.local.chaos.faults;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When something larger than one item was disturbed, so that the time around it does not count
 * where a guarantee is measured. Thread-safe.
 */
public final class Disturbances {
  private final InstantSource clock;
  private final List<Period> ended = new ArrayList<>();
  private final Map<Kind, Instant> current = new EnumMap<>(Kind.class);

  public Disturbances(InstantSource clock) {
    this.clock = clock;
  }

  /** What was disturbed. */
  public enum Kind {
    /** All routes, by a fault of the simulator. */
    CARRIER(Duration.ofSeconds(30)),
    /** A worker, by a kill. The margin follows the time when all sessions are bound again. */
    WORKER(Duration.ofSeconds(20)),
    /** One bind or route, by a request or a dropped link. */
    BIND(Duration.ofSeconds(5));

    private final Duration margin;

    Kind(Duration margin) {
      this.margin = margin;
    }
  }

  private record Period(Kind kind, Instant from, Instant until) {}

  public synchronized void begin(Kind kind) {
    current.putIfAbsent(kind, clock.instant());
  }

  /** Has no effect if there is none of this kind. */
  public synchronized void end(Kind kind) {
    var from = current.remove(kind);
    if (from != null) {
      ended.add(new Period(kind, from, clock.instant()));
    }
  }

  /** Whether nothing of these kinds disturbed this time, nor a while before it. */
  public synchronized boolean isCalm(Instant from, Instant until, Set<Kind> kinds) {
    for (var kind : kinds) {
      var since = current.get(kind);
      if (since != null && since.isBefore(until)) {
        return false;
      }
    }
    return ended.stream()
        .filter(period -> kinds.contains(period.kind()))
        .noneMatch(period ->
            period.from().isBefore(until)
                && period.until().plus(period.kind().margin).isAfter(from));
  }

  public boolean isCalm(Instant at, Kind... kinds) {
    return isCalm(at, at.plusNanos(1), EnumSet.copyOf(List.of(kinds)));
  }

  /** When the last disturbance of this kind ended, the present time while there is one. */
  public synchronized Instant lastEnd(Kind kind) {
    if (current.containsKey(kind)) {
      return clock.instant();
    }
    return ended.stream()
        .filter(period -> period.kind() == kind)
        .map(Period::until)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }
}
