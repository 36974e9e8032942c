package dev.notifier.worker.queries;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Leaves the system of queries alone when half of the last twenty requests got no response, and
 * tries three of them every 5 s. Thread-safe.
 */
final class QueryBreaker {
  private static final int LAST_REQUESTS = 20;
  private static final int FEWEST_REQUESTS = 10;
  private static final int FAILING_PERCENT = 50;
  private static final int TRIALS = 3;
  private static final Duration OPEN_DURATION = Duration.ofSeconds(5);

  private final CircuitBreaker breaker;

  QueryBreaker() {
    this(OPEN_DURATION);
  }

  QueryBreaker(Duration openDuration) {
    breaker =
        CircuitBreaker.of(
            "queries",
            CircuitBreakerConfig.custom()
                .slidingWindow(LAST_REQUESTS, FEWEST_REQUESTS, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(FAILING_PERCENT)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .waitDurationInOpenState(openDuration)
                .build());
  }

  /** Acquires the permission for one request. */
  boolean tryAcquire() {
    return breaker.tryAcquirePermission();
  }

  /** Notes what became of a request. */
  void record(QueryResponse response) {
    if (response instanceof QueryResponse.Failed failed && failed.problem().isOutage()) {
      breaker.onError(0, TimeUnit.NANOSECONDS, new OutageException());
    } else {
      breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }
  }

  /** A permission was not used. */
  void release() {
    breaker.releasePermission();
  }

  boolean isClosed() {
    return breaker.getState() == CircuitBreaker.State.CLOSED;
  }

  private static final class OutageException extends Exception {
    private static final long serialVersionUID = 1;

    OutageException() {
      super("no response", null, false, false);
    }
  }
}
