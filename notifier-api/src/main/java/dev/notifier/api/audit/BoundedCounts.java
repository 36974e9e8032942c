package dev.notifier.api.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts of a limited number of different things. Not thread-safe. */
final class BoundedCounts {
  private final int max;
  private final Map<Counted, Integer> counts = new HashMap<>();

  BoundedCounts(int max) {
    this.max = max;
  }

  void add(Counted key) {
    boolean full = counts.size() >= max && !counts.containsKey(key);
    counts.merge(full ? key.other() : key, 1, Integer::sum);
  }

  /** Removes and returns what was counted in the minutes before a time. */
  Map<Counted, Integer> take(Instant before) {
    Map<Counted, Integer> ended = new LinkedHashMap<>();
    counts.forEach((key, count) -> {
      if (key.minute().isBefore(before)) {
        ended.put(key, count);
      }
    });
    counts.keySet().removeAll(ended.keySet());
    return ended;
  }

  /** Together with what was counted meanwhile, at most twice as many as allowed. */
  void putBack(Map<Counted, Integer> ended) {
    ended.forEach((key, count) -> counts.merge(key, count, Integer::sum));
  }
}
