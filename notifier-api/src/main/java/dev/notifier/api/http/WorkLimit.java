package dev.notifier.api.http;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Limits how many requests that need much memory or time are processed at the same time. Used after
 * the body was read, so that a slow sender does not count. Thread-safe.
 */
public final class WorkLimit {
  private final Semaphore permits;

  public WorkLimit(int parallelWork) {
    this.permits = new Semaphore(parallelWork);
  }

  /**
   * Runs the work.
   *
   * @throws ProblemException if as much work as allowed is in progress
   */
  public <T> T call(Supplier<T> work) {
    if (!permits.tryAcquire()) {
      throw new ProblemException(ErrorCode.OVERLOADED);
    }
    try {
      return work.get();
    } finally {
      permits.release();
    }
  }
}
