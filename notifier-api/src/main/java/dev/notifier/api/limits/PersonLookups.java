package dev.notifier.api.limits;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Counts the persons that each user has looked up within an hour. This instance has the limit
 * divided by the number of instances, at least one. Thread-safe.
 */
final class PersonLookups {
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final int MAX_USERS = 10_000;

  private final int limit;
  private final IntSupplier instances;
  private final LongSupplier nanos;

  /** The times within the last hour; the user who looked up last is the last. Guarded by this. */
  private final Map<UUID, Deque<Long>> times = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param limit of a user on all instances
   * @param nanos a monotonic clock
   */
  PersonLookups(int limit, IntSupplier instances, LongSupplier nanos) {
    this.limit = limit;
    this.instances = instances;
    this.nanos = nanos;
  }

  /** Takes one look-up; zero if it is allowed, or else how long to wait. */
  synchronized Duration take(UUID user) {
    long now = nanos.getAsLong();
    Deque<Long> own = times.computeIfAbsent(user, _ -> new ArrayDeque<>());
    if (times.size() > MAX_USERS) {
      times.remove(times.keySet().iterator().next());
    }
    while (!own.isEmpty() && now - own.getFirst() >= WINDOW.toNanos()) {
      own.removeFirst();
    }
    int share = Math.max(1, Math.ceilDiv(limit, instances.getAsInt()));
    if (own.size() >= share) {
      return WINDOW.minusNanos(now - own.getFirst());
    }
    own.addLast(now);
    return Duration.ZERO;
  }
}
