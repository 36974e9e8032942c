package dev.notifier.worker.send.rate;

/**
 * Limits a rate smoothly: it grants at most {@value #BURST_MS} ms worth of permits at once, and at
 * least one. Does no I/O; used by one thread; the caller passes the time.
 */
final class SmoothRateLimiter {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long BURST_MS = 50;

  private double permitsPerNano;
  private double burst;
  private double permits;
  private long lastNanos;

  /**
   * @param perSecond segments; 0 = unlimited
   */
  SmoothRateLimiter(double perSecond, long nowNanos) {
    permits = 1;
    lastNanos = nowNanos;
    set(perSecond);
  }

  /** Changes the rate; saved permits are limited to the new burst. */
  void setRate(double perSecond, long nowNanos) {
    if (permitsPerNano > 0) {
      permits = Math.min(burst, permits + (nowNanos - lastNanos) * permitsPerNano);
    }
    lastNanos = nowNanos;
    set(perSecond);
    permits = Math.min(permits, burst);
  }

  private void set(double perSecond) {
    permitsPerNano = perSecond / NANOS_PER_SECOND;
    burst = Math.max(1, perSecond * BURST_MS / 1_000);
  }

  /** Acquires one permit if there is one. */
  boolean tryAcquire(long nowNanos) {
    if (permitsPerNano == 0) {
      return true;
    }
    permits = Math.min(burst, permits + (nowNanos - lastNanos) * permitsPerNano);
    lastNanos = nowNanos;
    if (permits < 1) {
      return false;
    }
    permits--;
    return true;
  }

  /** How many segments may be queued: 100 ms worth, so that an urgent one does not wait long. */
  int maxQueued(int window) {
    return permitsPerNano == 0 ? window : (int) Math.max(1, Math.min(window, burst * 2));
  }
}
