package dev.notifier.worker.response;

import java.time.Duration;

/**
 * Limits how often responses cause a session to be bound again: once a minute if several numbers
 * got such a response. With one or two numbers alone it can be a fault of these numbers that a new
 * session does not end; therefore then after 5 minutes, 10, 20 and so on up to an hour. Used by one
 * thread.
 */
final class RebindLimit {
  private static final long SEVERAL_NUMBERS_MS = Duration.ofMinutes(1).toMillis();
  private static final long FIRST_MS = Duration.ofMinutes(5).toMillis();
  private static final long LAST_MS = Duration.ofHours(1).toMillis();

  private boolean rebound;
  private long lastMs;
  private long delayMs = FIRST_MS;

  /** Whether the session may be bound again now; if so, that counts. */
  boolean tryAcquire(boolean severalNumbers, long nowMs) {
    long sinceLastMs = nowMs - lastMs;
    if (rebound && sinceLastMs < (severalNumbers ? SEVERAL_NUMBERS_MS : delayMs)) {
      return false;
    }
    boolean startsAnew = !rebound || severalNumbers || sinceLastMs >= 2 * LAST_MS;
    delayMs = startsAnew ? FIRST_MS : Math.min(2 * delayMs, LAST_MS);
    rebound = true;
    lastMs = nowMs;
    return true;
  }
}
