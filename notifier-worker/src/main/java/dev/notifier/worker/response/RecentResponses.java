package dev.notifier.worker.response;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The last responses of the carrier, one for each number, so that one number cannot look like the
 * whole session, however many messages it gets. Holds at most {@value #NUMBERS} numbers, and a few
 * throttled ones. Used by one thread.
 */
final class RecentResponses {
  /** What a response says. */
  enum Kind {
    /** Accepted, or rejected because of the message. */
    OTHER,
    THROTTLED,
    QUEUE_FULL,
    /** The carrier failed, or did not respond. */
    FAILED,
    /** As {@link #FAILED}, and the session is out of step. */
    OUT_OF_STEP
  }

  /** The numbers that said something, and what share of all that is. */
  record Share(int numbers, double percent) {
    boolean isAtLeast(int minNumbers, int minPercent) {
      return numbers >= minNumbers && percent >= minPercent;
    }
  }

  private record Last(Kind kind, long atMs) {}

  private static final int NUMBERS = 50;

  /** At low traffic, an older response says little about the session as it is now. */
  private static final long MAX_AGE_MS = 60_000;

  private static final int MAX_THROTTLED_NUMBERS = 10;
  private static final long THROTTLED_AGE_MS = 5_000;

  /** By number, the oldest first. */
  private final Map<String, Last> lastByNumber = new LinkedHashMap<>();

  /** When these numbers were throttled last: at high rates, longer than the last numbers. */
  private final Map<String, Long> throttledAtMs = new LinkedHashMap<>();

  /**
   * Adds a response.
   *
   * @return the kind of the number's response before, or {@link Kind#OTHER}
   */
  Kind add(String number, Kind kind, long atMs) {
    Last former = lastByNumber.remove(number);
    lastByNumber.put(number, new Last(kind, atMs));
    limit(lastByNumber, NUMBERS);
    if (kind == Kind.THROTTLED || !throttledAtMs.isEmpty()) {
      throttledAtMs.remove(number);
    }
    if (kind == Kind.THROTTLED) {
      throttledAtMs.put(number, atMs);
      limit(throttledAtMs, MAX_THROTTLED_NUMBERS);
    }
    return former == null ? Kind.OTHER : former.kind();
  }

  /** Whether the number was throttled in the last five seconds and not accepted since. */
  boolean isThrottled(String number, long nowMs) {
    Long at = throttledAtMs.get(number);
    return at != null && nowMs - at <= THROTTLED_AGE_MS;
  }

  /** How many numbers were throttled in the last five seconds and not accepted since, up to ten. */
  int throttledNumbers(long nowMs) {
    return (int)
        throttledAtMs.values().stream().filter(at -> nowMs - at <= THROTTLED_AGE_MS).count();
  }

  /** The share of these kinds in the last responses of the last minute. */
  Share shareOf(Set<Kind> kinds, long nowMs) {
    int all = 0;
    int matching = 0;
    for (Last each : lastByNumber.values()) {
      if (nowMs - each.atMs() <= MAX_AGE_MS) {
        all++;
        matching += kinds.contains(each.kind()) ? 1 : 0;
      }
    }
    return new Share(matching, all == 0 ? 0 : 100.0 * matching / all);
  }

  private static void limit(Map<String, ?> byNumber, int size) {
    if (byNumber.size() > size) {
      Iterator<String> oldestFirst = byNumber.keySet().iterator();
      oldestFirst.next();
      oldestFirst.remove();
    }
  }
}
