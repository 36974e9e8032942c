package dev.notifier.local.chaos.posting;

import dev.notifier.contracts.Lane;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/** How many events the api had accepted at which time, by lane. Thread-safe. */
public final class PostedHistory {
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Map<Lane, Long> counts = new EnumMap<>(Lane.class);

  private record Entry(Instant at, Map<Lane, Long> counts) {}

  /** Adds events that the api accepted. */
  public synchronized void add(Instant at, Iterable<Lane> lanes) {
    lanes.forEach(lane -> counts.merge(lane, 1L, Long::sum));
    entries.add(new Entry(at, Map.copyOf(counts)));
  }

  /**
   * The events that were accepted at this time.
   *
   * @param at never earlier than in the call before
   */
  public synchronized Map<Lane, Long> until(Instant at) {
    Map<Lane, Long> found = Map.of();
    while (!entries.isEmpty() && !entries.getFirst().at().isAfter(at)) {
      found = entries.removeFirst().counts();
    }
    entries.addFirst(new Entry(Instant.EPOCH, found));
    return found;
  }
}
