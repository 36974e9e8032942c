package dev.notifier.worker.send.rate;

/**
 * The rate of one bind: its share of the contract, or less while the carrier throttles. Throttling
 * cuts the rate to just below what the carrier accepted in the last second. The rate then grows
 * slowly, because the carrier's limit is probably unchanged, and later faster. Without a contract
 * the rate is unlimited until the carrier throttles. Does no I/O; used by one thread; the caller
 * passes the time.
 */
final class AdaptiveRate {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Responses to segments that were written before a cut must not cause another one. */
  private static final long MIN_CUT_INTERVAL = 1_000_000_000L;

  private static final double SHARE_OF_ACCEPTED = 0.95;
  private static final double LARGEST_CUT = 0.5;
  private static final double SMALLEST_CUT = 0.9;

  /** Minimum rate, so that the carrier's recovery is noticed. */
  private static final double MIN_PER_SECOND = 10;

  private static final double MIN_SHARE_OF_CONTRACT = 0.05;

  /** Growth per second, as a share of the rate: in the first and the second phase, and later. */
  private static final double[] GROWTH = {0.002, 0.02, 0.1};

  private static final double PHASE_SECONDS = 10;

  /** Without a contract the limit is removed when it has grown by this factor. */
  private static final double UNLIMITED_FACTOR = 4;

  // congestion_state (SMPP v5.0, 4.8.4.18): 80 to 89 is the optimum load.
  private static final int OPTIMUM = 80;
  private static final int NEAR_CONGESTION = 90;
  private static final double CONGESTION_CUT = 0.9;

  private final AcceptedRate accepted;
  private double contract;
  private double current;
  private double lastCut;
  private long cutNanos;
  private long grownNanos;
  private boolean growthStopped;
  private SmoothRateLimiter limiter;

  /**
   * @param contract segments per second; 0 = unlimited
   */
  AdaptiveRate(double contract, long nowNanos) {
    this.contract = contract;
    current = contract;
    accepted = new AcceptedRate(nowNanos);
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
    accepted.add(nowNanos);
  }

  /** The carrier throttled a segment. */
  void throttled(long nowNanos) {
    double acceptedPerSecond = accepted.perSecond(nowNanos);
    double from = current > 0 ? current : Math.max(acceptedPerSecond, minimum());
    double target =
        Math.clamp(acceptedPerSecond * SHARE_OF_ACCEPTED, from * LARGEST_CUT, from * SMALLEST_CUT);
    cut(target, nowNanos);
  }

  /** A response contained this congestion_state; -1 = none. */
  void congestion(int state, long nowNanos) {
    if (state < 0) {
      return;
    }
    growthStopped = state >= OPTIMUM;
    if (state >= NEAR_CONGESTION) {
      double from = current > 0 ? current : accepted.perSecond(nowNanos);
      cut(from * CONGESTION_CUT, nowNanos);
    }
  }

  /** Sets the contract; a lower one applies at once. */
  void setContract(double perSecond, long nowNanos) {
    boolean wasCut = current != contract;
    contract = perSecond;
    if (!wasCut || (perSecond > 0 && current > perSecond)) {
      set(perSecond, nowNanos);
    }
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
    if (nowNanos - cutNanos < MIN_CUT_INTERVAL) {
      return;
    }
    cutNanos = nowNanos;
    set(Math.max(minimum(), target), nowNanos);
    lastCut = current;
  }

  private double minimum() {
    return contract > 0 ? Math.max(1, contract * MIN_SHARE_OF_CONTRACT) : MIN_PER_SECOND;
  }

  private void grow(long nowNanos) {
    double seconds = (nowNanos - grownNanos) / NANOS_PER_SECOND;
    if (current == contract || seconds < 0.1) {
      return;
    }
    grownNanos = nowNanos;
    if (growthStopped) {
      return;
    }
    double sinceCut = (nowNanos - cutNanos) / NANOS_PER_SECOND;
    int phase = (int) Math.min(GROWTH.length - 1L, (long) (sinceCut / PHASE_SECONDS));
    double grown = current + Math.min(seconds, 1) * GROWTH[phase] * current;
    if (contract > 0) {
      grown = Math.min(grown, contract);
    } else if (grown > lastCut * UNLIMITED_FACTOR) {
      grown = 0;
    }
    set(grown, nowNanos);
  }

  private void set(double perSecond, long nowNanos) {
    current = perSecond;
    grownNanos = nowNanos;
    limiter.setRate(perSecond, nowNanos);
  }

  /** Measures the accepted segments per second, in the last second or since the last pause. */
  private static final class AcceptedRate {
    private static final long BUCKET = 100_000_000L;
    private static final int BUCKETS = 10;

    private final int[] counts = new int[BUCKETS];
    private long bucket;
    private long firstBucket;

    AcceptedRate(long nowNanos) {
      bucket = Math.floorDiv(nowNanos, BUCKET);
      firstBucket = bucket;
    }

    void add(long nowNanos) {
      advance(nowNanos);
      counts[(int) Math.floorMod(bucket, (long) BUCKETS)]++;
    }

    double perSecond(long nowNanos) {
      advance(nowNanos);
      double sum = 0;
      for (int count : counts) {
        sum += count;
      }
      return sum * BUCKETS / Math.min(BUCKETS, bucket - firstBucket + 1);
    }

    private void advance(long nowNanos) {
      long current = Math.floorDiv(nowNanos, BUCKET);
      if (current - bucket >= BUCKETS) {
        firstBucket = current;
      }
      long steps = Math.min(BUCKETS, current - bucket);
      for (long i = 1; i <= steps; i++) {
        counts[(int) Math.floorMod(current - steps + i, (long) BUCKETS)] = 0;
      }
      bucket = Math.max(bucket, current);
    }
  }
}
