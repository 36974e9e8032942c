package dev.notifier.worker.submit;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Stops writing to a carrier that fails more than it takes, and tries it with a few segments now
 * and then. Failures are answers that say "not now" and answers that do not come; a message that is
 * refused for its own sake is none. One thread.
 */
final class SubmitCircuitBreaker {
  private static final int LAST_ANSWERS = 50;
  private static final int FAILING_PERCENT = 50;
  private static final int TRIALS = 5;
  private static final Duration OPEN_FOR = Duration.ofSeconds(5);

  private final CircuitBreaker breaker;
  private final LongSupplier nanos;
  private long openedNanos;

  SubmitCircuitBreaker(String name, LongSupplier nanos) {
    this.nanos = nanos;
    breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindow(LAST_ANSWERS, LAST_ANSWERS, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(FAILING_PERCENT)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .waitDurationInOpenState(OPEN_FOR)
                .clock(new NanoClock(nanos))
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(transition -> {
          if (transition.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
            openedNanos = nanos.getAsLong();
          }
        });
  }

  /** Takes the permission to write one segment. */
  boolean take() {
    return breaker.tryAcquirePermission();
  }

  /** The permission was not used, or its answer will not be heard. */
  void giveBack() {
    breaker.releasePermission();
  }

  void worked() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  void failed() {
    breaker.onError(0, TimeUnit.NANOSECONDS, new NotNow());
  }

  boolean isClosed() {
    return breaker.getState() == CircuitBreaker.State.CLOSED;
  }

  /** Whether nothing may be written, trials included. */
  boolean isOpen() {
    return breaker.getState() == CircuitBreaker.State.OPEN
        && nanos.getAsLong() - openedNanos < OPEN_FOR.toNanos();
  }

  /** A clock that goes on while the computer's is set. */
  private static final class NanoClock extends Clock {
    private final LongSupplier nanos;

    NanoClock(LongSupplier nanos) {
      this.nanos = nanos;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH.plusNanos(nanos.getAsLong());
    }
  }

  private static final class NotNow extends Exception {
    private static final long serialVersionUID = 1;

    NotNow() {
      super("the carrier said: not now", null, false, false);
    }
  }
}
