package dev.notifier.worker.bind;

import dev.notifier.worker.send.InFlightWindow.Outstanding;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The segments of the current link whose response did not arrive in time, by sequence_number, so
 * that a late response still finds its segment. Keeps each for ten minutes and at most {@value
 * #MAX_SEGMENTS}. Used by one thread.
 */
final class TimedOutSegments {
  static final int MAX_SEGMENTS = 10_000;
  private static final Duration RETENTION = Duration.ofMinutes(10);

  private record TimedOut(Outstanding segment, long forgottenAtNanos) {}

  /** Oldest first. */
  private final Map<Integer, TimedOut> segments = new LinkedHashMap<>();

  void add(int sequence, Outstanding segment, long nowNanos) {
    forgetOld(nowNanos);
    if (segments.size() >= MAX_SEGMENTS) {
      segments.remove(segments.keySet().iterator().next());
    }
    segments.remove(sequence);
    segments.put(sequence, new TimedOut(segment, nowNanos + RETENTION.toNanos()));
  }

  boolean isEmpty() {
    return segments.isEmpty();
  }

  /** Whether a response would be the late one of a segment. */
  boolean contains(int sequence) {
    return segments.containsKey(sequence);
  }

  /** Takes the segment that a late response belongs to; null if it is not known any more. */
  @Nullable Outstanding take(int sequence, long nowNanos) {
    forgetOld(nowNanos);
    TimedOut found = segments.remove(sequence);
    return found == null ? null : found.segment();
  }

  /** Forgets all, because a new link starts its sequence numbers again. */
  void clear() {
    segments.clear();
  }

  private void forgetOld(long nowNanos) {
    Iterator<TimedOut> oldestFirst = segments.values().iterator();
    while (oldestFirst.hasNext() && oldestFirst.next().forgottenAtNanos() - nowNanos <= 0) {
      oldestFirst.remove();
    }
  }
}
