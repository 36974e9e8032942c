package dev.notifier.worker.bind;

import java.time.Duration;
import org.apache.kafka.common.errors.RetriableException;

/**
 * How long a bind waits before it starts over after a failure: 1 s, doubling up to 30 s while one
 * failure soon follows another, because each start is a login at the carrier. A failure that Kafka
 * calls temporary always waits 1 s. Used by one thread.
 */
final class RestartBackoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** A bind that worked for this long has recovered. */
  private static final Duration RECOVERED_AFTER = Duration.ofMinutes(2);

  private static final int MAX_CAUSES = 20;

  private Duration next = FIRST;
  private long lastFailureNanos;

  /** The delay before the next start. */
  Duration after(Throwable failure, long nowNanos) {
    boolean isRecovered = nowNanos - lastFailureNanos >= RECOVERED_AFTER.toNanos();
    lastFailureNanos = nowNanos;
    if (isRecovered || rootCause(failure) instanceof RetriableException) {
      next = FIRST;
    }
    Duration delay = next;
    Duration doubled = delay.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return delay;
  }

  /** Describes the failure and, if there is one, the cause behind it, which says what to do. */
  static String describe(Throwable failure) {
    return failure.getCause() == null
        ? failure.toString()
        : failure + "; caused by " + rootCause(failure);
  }

  private static Throwable rootCause(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; depth < MAX_CAUSES && root.getCause() != null; depth++) {
      root = root.getCause();
    }
    return root;
  }
}
