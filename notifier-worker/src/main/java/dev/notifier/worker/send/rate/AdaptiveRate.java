package dev.notifier.worker.send.rate;

/**
 * The rate of one bind: its share of the contract, or less while the carrier throttles. Throttling
 * cuts the rate by the share of throttled segments. The rate then grows back to the contract within
 * {@value #GROWTH_SECONDS} s: slowly at first, because the carrier's limit is probably unchanged,
 * and faster the longer the last cut was ago. Without a contract the rate is unlimited until the
 * carrier throttles. Does no I/O; used by one thread; the caller passes the time.
 */
final class AdaptiveRate {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Responses to segments that were written before a cut must not cause another one. */
  private static final long MIN_CUT_INTERVAL = 1_000_000_000L;

  /** A cut goes this much below the rate that was accepted. */
  private static final double MARGIN = 0.02;

  private static final double LARGEST_CUT = 0.5;

  /** Minimum rate, so that the carrier's recovery is noticed. */
  private static final double MIN_PER_SECOND = 10;

  private static final double MIN_SHARE_OF_CONTRACT = 0.01;

  /** From a cut to the contract. */
  private static final double GROWTH_SECONDS = 12;

  /** Without a contract the limit is removed when it has grown by this factor. */
  private static final double UNLIMITED_FACTOR = 4;

  // congestion_state (SMPP v5.0, 4.8.4.18): 80 to 89 is the optimum load.
  private static final int OPTIMUM = 80;
  private static final int NEAR_CONGESTION = 90;
  private static final double CONGESTION_CUT = 0.9;

  private final ResponseCounts responses;
  private final UselessCuts uselessCuts = new UselessCuts();
  private double contract;
  private double current;

  /** Where the growth started: the rate after the last cut. */
  private double base;

  private long cutNanos;
  private double grownSeconds;
  private long grownNanos;
  private boolean growthStopped;
  private final SmoothRateLimiter limiter;

  /**
   * @param contract segments per second; 0 = unlimited
   */
  AdaptiveRate(double contract, long nowNanos) {
    this.contract = contract;
    current = contract;
    responses = new ResponseCounts(nowNanos);
    limiter = new SmoothRateLimiter(contract, nowNanos);
    grownNanos = nowNanos;
    cutNanos = nowNanos - MIN_CUT_INTERVAL;
  }

  /** Acquires one permit if there is one. */
  boolean tryAcquire(long nowNanos) {
    grow(nowNanos);
    return limiter.tryAcquire(nowNanos);
  }

  /** The carrier accepted a segment. */
  void accepted(long nowNanos) {
    responses.addAccepted(nowNanos);
  }

  /** The carrier throttled a segment, which counts in the share of the next cut. */
  void refused(long nowNanos) {
    responses.addThrottled(nowNanos);
  }

  /** The carrier throttled a segment, and several numbers were throttled: the rate is cut. */
  void throttled(long nowNanos) {
    responses.addThrottled(nowNanos);
    if (nowNanos - cutNanos < MIN_CUT_INTERVAL) {
      return;
    }
    double share = responses.throttledShare(nowNanos);
    if (uselessCuts.isUseless(share, nowNanos)) {
      return;
    }
    double remaining = (1 - share) * (1 - MARGIN);
    cut(
        isLimited()
            ? current * Math.max(LARGEST_CUT, remaining)
            : responses.perSecond(nowNanos) * remaining,
        nowNanos);
  }

  /** A response contained this congestion_state; -1 = none. */
  void congestion(int state, long nowNanos) {
    if (state < 0) {
      return;
    }
    grow(nowNanos);
    growthStopped = state >= OPTIMUM;
    if (state >= NEAR_CONGESTION && nowNanos - cutNanos >= MIN_CUT_INTERVAL) {
      double from = current > 0 ? current : responses.perSecond(nowNanos);
      cut(from * CONGESTION_CUT, nowNanos);
    }
  }

  /** Sets the contract; a lower one applies at once, a higher one does not end a cut. */
  void setContract(double perSecond, long nowNanos) {
    if (perSecond == contract) {
      return;
    }
    boolean wasCut = current != contract;
    contract = perSecond;
    if (!wasCut || (perSecond > 0 && current > perSecond)) {
      set(perSecond, nowNanos);
    }
    startGrowth(nowNanos);
  }

  boolean isLimited() {
    return current > 0;
  }

  /** The current rate in segments per second; 0 = unlimited. */
  double current() {
    return current;
  }

  /** The share of the contract in segments per second; 0 = unlimited. */
  double contract() {
    return contract;
  }

  /** How many segments may be queued. */
  int maxQueued(int window) {
    return limiter.maxQueued(window);
  }

  private void cut(double target, long nowNanos) {
    cutNanos = nowNanos;
    responses.restartShare(nowNanos);
    set(Math.max(minimum(), target), nowNanos);
    startGrowth(nowNanos);
  }

  private double minimum() {
    return contract > 0 ? Math.max(1, contract * MIN_SHARE_OF_CONTRACT) : MIN_PER_SECOND;
  }

  private void startGrowth(long nowNanos) {
    base = current;
    grownSeconds = 0;
    grownNanos = nowNanos;
  }

  /** Lets the rate grow up to now; the time without traffic counts. */
  void grow(long nowNanos) {
    double seconds = (nowNanos - grownNanos) / NANOS_PER_SECOND;
    if (current == contract || seconds < 0.1) {
      return;
    }
    grownNanos = nowNanos;
    if (growthStopped) {
      return;
    }
    grownSeconds += seconds;
    if (grownSeconds >= GROWTH_SECONDS) {
      set(contract, nowNanos);
      return;
    }
    double goal = contract > 0 ? contract : base * UNLIMITED_FACTOR;
    set(base + (goal - base) * Math.pow(grownSeconds / GROWTH_SECONDS, 3), nowNanos);
  }

  private void set(double perSecond, long nowNanos) {
    current = perSecond;
    limiter.setRate(perSecond, nowNanos);
  }

  /**
   * Recognizes refusals that do not depend on the rate, for example because of their numbers: the
   * share of throttled segments is small and does not fall although the rate was cut. Such shares
   * are ignored for a while.
   */
  private static final class UselessCuts {
    private static final double SMALL_SHARE = 0.2;
    private static final double STILL_THE_SAME = 0.7;
    private static final long SAME_EPISODE = 3_000_000_000L;
    private static final int CUTS = 3;
    private static final long IGNORED = 30_000_000_000L;

    private double lastShare = 1;
    private long lastNanos;
    private int cuts;
    private boolean ignores;

    boolean isUseless(double share, long nowNanos) {
      if (ignores && share < SMALL_SHARE && nowNanos - lastNanos < IGNORED) {
        return true;
      }
      boolean isSame =
          !ignores
              && nowNanos - lastNanos < SAME_EPISODE
              && share < SMALL_SHARE
              && share >= lastShare * STILL_THE_SAME;
      cuts = isSame ? cuts + 1 : 0;
      ignores = cuts >= CUTS;
      lastShare = share;
      lastNanos = nowNanos;
      return ignores;
    }
  }
}
