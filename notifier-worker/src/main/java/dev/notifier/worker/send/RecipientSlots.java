package dev.notifier.worker.send;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The share of the window that each number uses, so that a number to which the carrier does not
 * respond cannot hold the whole window: a quarter, or one segment while the last submission to it
 * timed out. Numbers stay in memory while they have segments, at most {@value #MAX_SILENT} silent
 * ones for five minutes. Used by one thread; the caller passes a monotonic time.
 */
final class RecipientSlots {
  private static final int WINDOW_PARTS = 4;
  private static final int MAX_SILENT = 1_000;
  private static final long SILENT_NANOS = Duration.ofMinutes(5).toNanos();

  /** How long a number that used its share gets no response before it counts as silent. */
  private static final double MIN_STALLED_NANOS = Duration.ofSeconds(1).toNanos();

  /** The same in response times: on a slow link, silence must last longer. */
  private static final double STALLED_RESPONSE_TIMES = 4;

  private static final double WEIGHT_OF_LAST = 0.1;

  private static final class Slots {
    private int queued;
    private int outstanding;
    private long progressNanos;
  }

  private final Map<String, Slots> byNumber = new HashMap<>();

  /** When the last submission to these numbers timed out, the oldest first. */
  private final Map<String, Long> timedOutNanos = new LinkedHashMap<>();

  private int share = Integer.MAX_VALUE;
  private double responseNanos;

  void setWindow(int size) {
    share = Math.max(1, size / WINDOW_PARTS);
  }

  /** Segments were queued, or with a negative count are no longer. */
  void queued(String number, int count) {
    Slots slots = byNumber.computeIfAbsent(number, _ -> new Slots());
    slots.queued += count;
    removeIfUnused(number, slots);
  }

  void written(String number, long nowNanos) {
    Slots slots = byNumber.computeIfAbsent(number, _ -> new Slots());
    if (slots.outstanding++ == 0) {
      slots.progressNanos = nowNanos;
    }
  }

  void responded(String number, long writtenNanos, long nowNanos) {
    responseNanos += WEIGHT_OF_LAST * (nowNanos - writtenNanos - responseNanos);
    timedOutNanos.remove(number);
    Slots slots = byNumber.get(number);
    if (slots != null) {
      slots.progressNanos = nowNanos;
    }
    lost(number);
  }

  void timedOut(String number, long nowNanos) {
    timedOutNanos.remove(number);
    timedOutNanos.put(number, nowNanos);
    if (timedOutNanos.size() > MAX_SILENT) {
      Iterator<String> oldestFirst = timedOutNanos.keySet().iterator();
      oldestFirst.next();
      oldestFirst.remove();
    }
    lost(number);
  }

  /** The response to a segment will not arrive, for a reason that is not its number. */
  void lost(String number) {
    Slots slots = byNumber.get(number);
    if (slots != null) {
      slots.outstanding--;
      removeIfUnused(number, slots);
    }
  }

  private void removeIfUnused(String number, Slots slots) {
    if (slots.queued <= 0 && slots.outstanding <= 0) {
      byNumber.remove(number);
    }
  }

  /** Whether one more segment may be outstanding for this number. */
  boolean mayWrite(String number) {
    Slots slots = byNumber.get(number);
    return slots == null || slots.outstanding < shareOf(number);
  }

  private int shareOf(String number) {
    return timedOutNanos.containsKey(number) ? 1 : share;
  }

  /** Whether the last submission to this number timed out, in the last five minutes. */
  boolean isSilent(String number, long nowNanos) {
    Long timedOut = timedOutNanos.get(number);
    if (timedOut != null && nowNanos - timedOut >= SILENT_NANOS) {
      timedOutNanos.remove(number);
      return false;
    }
    return timedOut != null;
  }

  /** Whether the number uses its share and gets no response, so that queued segments wait long. */
  boolean isStalled(String number, long nowNanos) {
    Slots slots = byNumber.get(number);
    if (slots == null || slots.outstanding < shareOf(number)) {
      return false;
    }
    double limit = Math.max(MIN_STALLED_NANOS, STALLED_RESPONSE_TIMES * responseNanos);
    return isSilent(number, nowNanos) || nowNanos - slots.progressNanos >= limit;
  }

  /** Whether a further message for the number would wait long: see {@link #isStalled}. */
  boolean isUnresponsive(String number, long nowNanos) {
    Slots slots = byNumber.get(number);
    return slots != null && (isSilent(number, nowNanos) || isStalled(number, nowNanos));
  }
}
