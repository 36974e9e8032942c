package dev.notifier.worker.submit;

/**
 * Keeps a rate smoothly: never more than {@value #BURST_MS} ms worth at once, and no less than one.
 * Pure; one thread; the caller brings the time.
 */
final class SmoothRateLimiter {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long BURST_MS = 50;

  private double perNano;
  private double burst;
  private double permits;
  private long lastNanos;

  /**
   * @param perSecond segments; 0 = no limit
   */
  SmoothRateLimiter(double perSecond, long nowNanos) {
    permits = 1;
    lastNanos = nowNanos;
    set(perSecond);
  }

  /** Another rate from now on; permits that were saved up stay within its burst. */
  void change(double perSecond, long nowNanos) {
    if (perNano > 0) {
      permits = Math.min(burst, permits + (nowNanos - lastNanos) * perNano);
    }
    lastNanos = nowNanos;
    set(perSecond);
    permits = Math.min(permits, burst);
  }

  private void set(double perSecond) {
    perNano = perSecond / NANOS_PER_SECOND;
    burst = Math.max(1, perSecond * BURST_MS / 1_000);
  }

  /** Takes one permit if there is one. */
  boolean take(long nowNanos) {
    if (perNano == 0) {
      return true;
    }
    permits = Math.min(burst, permits + (nowNanos - lastNanos) * perNano);
    lastNanos = nowNanos;
    if (permits < 1) {
      return false;
    }
    permits--;
    return true;
  }

  boolean isLimited() {
    return perNano > 0;
  }

  /**
   * How many segments may stand named ahead of the wire, so that an urgent one never waits long.
   */
  int ahead(int window) {
    return perNano == 0 ? window : (int) Math.max(1, Math.min(window, burst * 2));
  }
}
