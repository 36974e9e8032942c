package dev.notifier.kafka.clients;

import java.time.Duration;

/**
 * The wait after consecutive failures: 100 ms, then twice as long each time, up to 5 s. Not
 * thread-safe.
 */
public final class RetryBackoff {
  private static final Duration INITIAL = Duration.ofMillis(100);
  private static final Duration MAX = Duration.ofSeconds(5);

  private Duration next = INITIAL;

  public Duration afterFailure() {
    Duration wait = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(MAX) > 0 ? MAX : doubled;
    return wait;
  }

  public void afterSuccess() {
    next = INITIAL;
  }
}
