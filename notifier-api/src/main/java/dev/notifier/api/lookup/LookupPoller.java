package dev.notifier.api.lookup;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Repeats a look-up for up to 2 s until it finds something. A limited number of callers can wait;
 * the others get the result of the first attempt. Thread-safe.
 */
final class LookupPoller {
  private static final int MAX_WAITING = 64;
  private static final Duration MAX_WAIT = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration MAX_PAUSE = Duration.ofMillis(250);

  private final Semaphore waiting = new Semaphore(MAX_WAITING);
  private final Pause pause;
  private final LongSupplier nanos;

  /**
   * @param nanos a monotonic clock
   */
  LookupPoller(Pause pause, LongSupplier nanos) {
    this.pause = pause;
    this.nanos = nanos;
  }

  /**
   * Looks up.
   *
   * @param first the first attempt
   * @param repeated the other ones
   */
  <T> Optional<T> poll(Supplier<Optional<T>> first, Supplier<Optional<T>> repeated)
      throws InterruptedException {
    Optional<T> result = first.get();
    if (result.isPresent() || !waiting.tryAcquire()) {
      return result;
    }
    try {
      long end = nanos.getAsLong() + MAX_WAIT.toNanos();
      Duration next = FIRST_PAUSE;
      while (result.isEmpty() && nanos.getAsLong() + next.toNanos() <= end) {
        pause.pause(next);
        result = repeated.get();
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(MAX_PAUSE) < 0 ? doubled : MAX_PAUSE;
      }
      return result;
    } finally {
      waiting.release();
    }
  }
}
