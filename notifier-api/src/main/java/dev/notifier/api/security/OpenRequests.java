package dev.notifier.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets a few requests without a key run at the same time, so that they take neither all threads nor
 * all connections to PostgreSQL from those with a key. Thread-safe.
 */
final class OpenRequests {
  /** Each of them may hold a thread. */
  private static final int MAX_RUNNING = 16;

  private static final Duration MAX_WAIT = Duration.ofSeconds(3);

  private final Semaphore running = new Semaphore(MAX_RUNNING);
  private final Semaphore working;

  /**
   * @param maxWorking requests that work at the same time after their body was read; each of them
   *     may hold a connection to PostgreSQL
   */
  OpenRequests(int maxWorking) {
    this.working = new Semaphore(maxWorking, true);
  }

  /**
   * Runs a request.
   *
   * @param works whether it does more than to start reading its body
   * @return false if too many run; nothing was done then
   */
  boolean run(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, boolean works)
      throws ServletException, IOException {
    if (!running.tryAcquire()) {
      return false;
    }
    try {
      if (works && !isWorkAllowed()) {
        return false;
      }
      try {
        chain.doFilter(request, response);
      } finally {
        if (works) {
          working.release();
        }
      }
      return true;
    } finally {
      running.release();
    }
  }

  private boolean isWorkAllowed() {
    try {
      return working.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
