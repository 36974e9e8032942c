package dev.notifier.worker.plan;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Creates UUIDs of version 7 (RFC 9562, 5.7): 48 bits of milliseconds, a counter of 12 bits within
 * the millisecond, and 62 random bits. Each is greater than the one before, even if the clock goes
 * back. Thread-safe.
 */
public final class NotificationIds {
  private static final long COUNTER_END = 1 << 12;
  private static final long VERSION_7 = 0x7000;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long RANDOM_BITS = 0x3fff_ffff_ffff_ffffL;

  private final InstantSource clock;
  private final RandomGenerator random;
  private long millis;
  private long counter;

  /**
   * @param random used by one thread at a time
   */
  public NotificationIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  synchronized UUID next() {
    long now = clock.millis();
    counter++;
    if (now > millis) {
      millis = now;
      counter = 0;
    } else if (counter == COUNTER_END) {
      millis++;
      counter = 0;
    }
    return new UUID(
        millis << 16 | VERSION_7 | counter, VARIANT | (random.nextLong() & RANDOM_BITS));
  }
}
