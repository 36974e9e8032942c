package dev.notifier.worker.submit;

/**
 * The rate that a bind allows itself: its share of the contract, less while the carrier says that
 * it comes too fast. After a refusal the rate is cut to just under what the carrier took in the
 * last second, grows slowly for a while, because the limit is probably where it was, and then
 * faster. Without a contract there is no limit until the first refusal. Pure; one thread; the
 * caller brings the time.
 */
final class AdaptiveRate {
  private static final double NANOS_PER_SECOND = 1e9;

  /** After a cut the answers to what was written before it are no news. */
  private static final long CUT_AGAIN_AFTER = 1_000_000_000L;

  private static final double UNDER_WHAT_WAS_TAKEN = 0.95;
  private static final double DEEPEST_CUT = 0.5;
  private static final double SLIGHTEST_CUT = 0.9;

  /** However often the carrier refuses, it is asked so often whether it still does. */
  private static final double FLOOR = 10;

  private static final double FLOOR_OF_CONTRACT = 0.05;

  /** Growth a second, as a share of the rate: in the first and second spell, and later. */
  private static final double[] GROWTH = {0.002, 0.02, 0.1};

  private static final double SPELL_SECONDS = 10;

  /** Without a contract the limit is dropped when it has grown so far. */
  private static final double FORGOTTEN_AT = 4;

  // congestion_state (SMPP v5.0, 4.8.4.18): 80 to 89 is the best load, beyond it is too much.
  private static final int OPTIMUM = 80;
  private static final int NEAR_CONGESTION = 90;
  private static final double CONGESTION_CUT = 0.9;

  private final TakenRate taken;
  private double contract;
  private double allowed;
  private double ceiling;
  private long cutNanos;
  private long grownNanos;
  private boolean held;
  private SmoothRateLimiter pacer;

  /**
   * @param contract segments a second; 0 = no limit
   */
  AdaptiveRate(double contract, long nowNanos) {
    this.contract = contract;
    allowed = contract;
    taken = new TakenRate(nowNanos);
    pacer = new SmoothRateLimiter(contract, nowNanos);
    grownNanos = nowNanos;
    cutNanos = nowNanos - CUT_AGAIN_AFTER;
  }

  /** Takes one permit if there is one. */
  boolean take(long nowNanos) {
    grow(nowNanos);
    return pacer.take(nowNanos);
  }

  /** The carrier took a segment. */
  void accepted(long nowNanos) {
    taken.one(nowNanos);
  }

  /** The carrier said that this came too fast. */
  void refused(long nowNanos) {
    double sustained = taken.perSecond(nowNanos);
    double now = allowed > 0 ? allowed : Math.max(sustained, floor());
    double target =
        Math.clamp(sustained * UNDER_WHAT_WAS_TAKEN, now * DEEPEST_CUT, now * SLIGHTEST_CUT);
    cut(target, nowNanos);
  }

  /** The congestion_state that came with an answer. */
  void congestion(int state, long nowNanos) {
    if (state < 0) {
      return;
    }
    held = state >= OPTIMUM;
    if (state >= NEAR_CONGESTION) {
      double now = allowed > 0 ? allowed : taken.perSecond(nowNanos);
      cut(now * CONGESTION_CUT, nowNanos);
    }
  }

  /** The contract changed. A lower one holds at once. */
  void contract(double perSecond, long nowNanos) {
    boolean wasCut = allowed != contract;
    contract = perSecond;
    if (!wasCut || (perSecond > 0 && allowed > perSecond)) {
      allow(perSecond, nowNanos);
    }
  }

  boolean isLimited() {
    return allowed > 0;
  }

  /** Segments a second right now; 0 = no limit. */
  double allowed() {
    return allowed;
  }

  /** The share of the contract; 0 = none. */
  double contract() {
    return contract;
  }

  /** How many segments may stand named ahead of the wire. */
  int ahead(int window) {
    return pacer.ahead(window);
  }

  private void cut(double target, long nowNanos) {
    if (nowNanos - cutNanos < CUT_AGAIN_AFTER) {
      return;
    }
    cutNanos = nowNanos;
    allow(Math.max(floor(), target), nowNanos);
    ceiling = allowed;
  }

  private double floor() {
    return contract > 0 ? Math.max(1, contract * FLOOR_OF_CONTRACT) : FLOOR;
  }

  private void grow(long nowNanos) {
    double seconds = (nowNanos - grownNanos) / NANOS_PER_SECOND;
    if (allowed == contract || seconds < 0.1) {
      return;
    }
    grownNanos = nowNanos;
    if (held) {
      return;
    }
    double sinceCut = (nowNanos - cutNanos) / NANOS_PER_SECOND;
    int spell = (int) Math.min(GROWTH.length - 1L, (long) (sinceCut / SPELL_SECONDS));
    double grown = allowed + Math.min(seconds, 1) * GROWTH[spell] * allowed;
    if (contract > 0) {
      grown = Math.min(grown, contract);
    } else if (grown > ceiling * FORGOTTEN_AT) {
      grown = 0;
    }
    allow(grown, nowNanos);
  }

  private void allow(double perSecond, long nowNanos) {
    allowed = perSecond;
    grownNanos = nowNanos;
    pacer.change(perSecond, nowNanos);
  }

  /** How many a second were taken, over the last second or since the carrier was last idle. */
  private static final class TakenRate {
    private static final long BUCKET = 100_000_000L;
    private static final int BUCKETS = 10;

    private final int[] counts = new int[BUCKETS];
    private long bucket;
    private long firstBucket;

    TakenRate(long nowNanos) {
      bucket = Math.floorDiv(nowNanos, BUCKET);
      firstBucket = bucket;
    }

    void one(long nowNanos) {
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
      long present = Math.floorDiv(nowNanos, BUCKET);
      if (present - bucket >= BUCKETS) {
        firstBucket = present;
      }
      long steps = Math.min(BUCKETS, present - bucket);
      for (long i = 1; i <= steps; i++) {
        counts[(int) Math.floorMod(present - steps + i, (long) BUCKETS)] = 0;
      }
      bucket = Math.max(bucket, present);
    }
  }
}
