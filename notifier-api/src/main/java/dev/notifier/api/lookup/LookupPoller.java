package dev.notifier.api.lookup;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Asks again for a little while when something is not there yet. Only so many callers may wait; the
 * others get the first answer. Thread-safe.
 */
final class LookupPoller {
  private static final int MAX_WAITING = 64;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

  private final Semaphore room = new Semaphore(MAX_WAITING);
  private final Pause pause;
  private final LongSupplier nanos;

  LookupPoller(Pause pause, LongSupplier nanos) {
    this.pause = pause;
    this.nanos = nanos;
  }

  <T> Optional<T> until(Supplier<Optional<T>> question) throws InterruptedException {
    Optional<T> answer = question.get();
    if (answer.isPresent() || !room.tryAcquire()) {
      return answer;
    }
    try {
      long end = nanos.getAsLong() + LONGEST_WAIT.toNanos();
      Duration next = FIRST_PAUSE;
      while (answer.isEmpty() && nanos.getAsLong() + next.toNanos() <= end) {
        pause.pause(next);
        answer = question.get();
        next =
            next.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? next.multipliedBy(2)
                : LONGEST_PAUSE;
      }
      return answer;
    } finally {
      room.release();
    }
  }
}
