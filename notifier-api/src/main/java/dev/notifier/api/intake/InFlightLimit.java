package dev.notifier.api.intake;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the octets of all calls that are being taken at once, so that a slow Kafka fills no
 * memory. Thread-safe.
 */
final class InFlightLimit {
  private final long maxOctets;
  private final AtomicLong octets = new AtomicLong();

  InFlightLimit(long maxOctets) {
    this.maxOctets = maxOctets;
  }

  /** Whether there is room; if so it is taken until {@link #leave}. */
  boolean enter(long size) {
    if (octets.addAndGet(size) <= maxOctets) {
      return true;
    }
    leave(size);
    return false;
  }

  void leave(long size) {
    octets.addAndGet(-size);
  }

  long octets() {
    return octets.get();
  }
}
