package dev.notifier.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Limits how many requests for descriptions run at the same time, so that clients who read slowly
 * do not take all threads. Thread-safe.
 */
final class OpenRequests {
  private static final int MAX_RUNNING = 16;

  private final Semaphore running = new Semaphore(MAX_RUNNING);

  /**
   * Runs a request.
   *
   * @return false if too many run; nothing was done then
   */
  boolean run(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!running.tryAcquire()) {
      return false;
    }
    try {
      chain.doFilter(request, response);
      return true;
    } finally {
      running.release();
    }
  }
}
