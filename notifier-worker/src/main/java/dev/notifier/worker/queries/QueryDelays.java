package dev.notifier.worker.queries;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a query is tried again: after a third of the time for which the person has waited, at least
 * 2 s and at most a minute, up to a fifth shorter or longer, so that a system that comes back is
 * not flooded at once. In ten minutes a query is tried about 18 times. Thread-safe if the generator
 * is.
 */
final class QueryDelays {
  private static final Duration SHORTEST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int PART = 3;
  private static final double JITTER = 0.2;

  private final RandomGenerator random;
  private final Duration shortest;

  QueryDelays(RandomGenerator random) {
    this(random, SHORTEST);
  }

  QueryDelays(RandomGenerator random, Duration shortest) {
    this.random = random;
    this.shortest = shortest;
  }

  /** The time until the next attempt for a query of some age. */
  Duration after(Duration age) {
    Duration part = age.dividedBy(PART);
    Duration bounded = part.compareTo(LONGEST) > 0 ? LONGEST : part;
    Duration chosen = bounded.compareTo(shortest) < 0 ? shortest : bounded;
    double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
    return Duration.ofMillis(Math.round(chosen.toMillis() * factor));
  }
}
