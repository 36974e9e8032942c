package dev.notifier.worker.submit;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits between attempts to bind: doubling, with half of it left to chance, up to a limit. */
final class BindBackoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int DOUBLINGS_MAX = 6;

  private final RandomGenerator random;
  private int failures;

  BindBackoff(RandomGenerator random) {
    this.random = random;
  }

  void succeeded() {
    failures = 0;
  }

  /** The wait after one more failure. */
  Duration failed() {
    long whole = FIRST.toMillis() << Math.min(failures++, DOUBLINGS_MAX);
    long limited = Math.min(whole, LIMIT.toMillis());
    return Duration.ofMillis(limited / 2 + random.nextLong(limited / 2 + 1));
  }

  /** The wait while the carrier must drop a session of its own accord: half a minute or so. */
  Duration waitedOut() {
    long half = LIMIT.toMillis() / 4;
    return Duration.ofMillis(half + random.nextLong(half + 1));
  }
}
