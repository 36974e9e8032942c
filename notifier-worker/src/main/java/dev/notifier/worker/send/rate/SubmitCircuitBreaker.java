package dev.notifier.worker.send.rate;

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
 * Stops writing to a carrier of which half of the last fifty responses failed, and tries five
 * segments every 5 s. A missing response is a failure; a rejection because of the segment is not.
 * Used by one thread.
 */
final class SubmitCircuitBreaker {
  private static final int LAST_RESPONSES = 50;
  private static final int FAILING_PERCENT = 50;
  private static final int TRIALS = 5;
  private static final Duration OPEN_DURATION = Duration.ofSeconds(5);

  private final CircuitBreaker breaker;
  private final LongSupplier nanos;
  private long openedNanos;

  SubmitCircuitBreaker(String name, LongSupplier nanos) {
    this.nanos = nanos;
    breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindow(LAST_RESPONSES, LAST_RESPONSES, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(FAILING_PERCENT)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .waitDurationInOpenState(OPEN_DURATION)
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

  /** Acquires the permission to write one segment. */
  boolean tryAcquire() {
    return breaker.tryAcquirePermission();
  }

  /** A permission was not used, or the response to its segment is lost. */
  void release() {
    breaker.releasePermission();
  }

  void succeeded() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  void failed() {
    breaker.onError(0, TimeUnit.NANOSECONDS, new CarrierFailure());
  }

  boolean isClosed() {
    return breaker.getState() == CircuitBreaker.State.CLOSED;
  }

  /** Whether nothing may be written, not even a trial. */
  boolean isOpen() {
    return breaker.getState() == CircuitBreaker.State.OPEN
        && nanos.getAsLong() - openedNanos < OPEN_DURATION.toNanos();
  }

  /** A clock that does not change when the system time is set. */
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

  private static final class CarrierFailure extends Exception {
    private static final long serialVersionUID = 1;

    CarrierFailure() {
      super("the carrier failed", null, false, false);
    }
  }
}
