package dev.notifier.local.chaos.brokers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When something happened that should happen all the time. Thread-safe. */
final class Pauses {
  private final List<Instant> happened = new ArrayList<>();

  synchronized void happened(Instant at) {
    happened.add(at);
  }

  /**
   * The end of the last pause after this time, in seconds from it; 0 if there was none, and the
   * whole time if a pause did not end.
   *
   * @param shortest a shorter time without an event is no pause
   */
  synchronized double secondsUntilLastEnd(Instant from, Instant until, Duration shortest) {
    var last = from;
    var end = from;
    for (var at : happened) {
      if (at.isAfter(last) && !at.isAfter(until)) {
        if (Duration.between(last, at).compareTo(shortest) > 0) {
          end = at;
        }
        last = at;
      }
    }
    if (Duration.between(last, until).compareTo(shortest) > 0) {
      end = until;
    }
    return Duration.between(from, end).toMillis() / 1e3;
  }
}
