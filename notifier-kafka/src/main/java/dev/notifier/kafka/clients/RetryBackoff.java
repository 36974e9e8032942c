package dev.notifier.kafka.clients;

import java.time.Duration;

/** How long to wait after failures in a row: doubled each time, up to a limit. Not thread-safe. */
public final class RetryBackoff {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private Duration next = FIRST;

  public Duration afterFailure() {
    Duration wait = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return wait;
  }

  public void afterSuccess() {
    next = FIRST;
  }
}
