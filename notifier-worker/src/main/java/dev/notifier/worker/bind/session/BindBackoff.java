package dev.notifier.worker.bind.session;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** The delays between attempts to bind: they double up to a minute, and half of each is random. */
public final class BindBackoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration MAX = Duration.ofSeconds(60);
  private static final int MAX_DOUBLINGS = 6;

  private final RandomGenerator random;
  private int failures;

  public BindBackoff(RandomGenerator random) {
    this.random = random;
  }

  /** The next failure gets the shortest delay again. */
  public void succeeded() {
    failures = 0;
  }

  /** The delay after another failure. */
  public Duration failed() {
    long doubled = FIRST.toMillis() << Math.min(failures++, MAX_DOUBLINGS);
    return half(Math.min(doubled, MAX.toMillis()));
  }

  /** The delay while the carrier must drop the old session itself: 15 to 30 s. */
  Duration sessionStillBound() {
    return half(MAX.toMillis() / 2);
  }

  /** Half of it, and a random part of the other half. */
  private Duration half(long millis) {
    return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
  }
}
