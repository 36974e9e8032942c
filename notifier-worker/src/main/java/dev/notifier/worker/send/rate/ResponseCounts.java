package dev.notifier.worker.send.rate;

/**
 * Counts the accepted and throttled segments of the last five seconds. Used by one thread; the
 * caller passes the time.
 */
final class ResponseCounts {
  private static final long BUCKET_NANOS = 100_000_000L;
  private static final int BUCKETS = 50;
  private static final int BUCKETS_PER_SECOND = 10;

  /** A share of fewer responses is not exact enough. */
  private static final int ENOUGH_RESPONSES = 50;

  private final int[] accepted = new int[BUCKETS];
  private final int[] throttled = new int[BUCKETS];
  private long bucket;
  private long firstBucket;
  private long restartBucket;

  ResponseCounts(long nowNanos) {
    bucket = Math.floorDiv(nowNanos, BUCKET_NANOS);
    firstBucket = bucket;
    restartBucket = bucket;
  }

  void addAccepted(long nowNanos) {
    accepted[advance(nowNanos)]++;
  }

  void addThrottled(long nowNanos) {
    throttled[advance(nowNanos)]++;
  }

  /** The responses per second, in the last second or since the last pause of five seconds. */
  double perSecond(long nowNanos) {
    advance(nowNanos);
    long oldest = Math.max(firstBucket, bucket - BUCKETS_PER_SECOND + 1);
    double sum = 0;
    for (long each = bucket; each >= oldest; each--) {
      sum += accepted[index(each)] + throttled[index(each)];
    }
    return sum * BUCKETS_PER_SECOND / (bucket - oldest + 1);
  }

  /** From now on, former responses do not count in {@link #throttledShare}. */
  void restartShare(long nowNanos) {
    advance(nowNanos);
    restartBucket = bucket + 1;
  }

  /**
   * The share of the responses that are throttled, 0 to 1, in the last second, or if these are few,
   * in up to five seconds; 0 without responses.
   */
  double throttledShare(long nowNanos) {
    advance(nowNanos);
    long oldest = Math.max(restartBucket, bucket - BUCKETS + 1);
    int sum = 0;
    int sumThrottled = 0;
    for (long each = bucket; each >= oldest; each--) {
      boolean isLastSecond = bucket - each < BUCKETS_PER_SECOND;
      if (!isLastSecond && sum >= ENOUGH_RESPONSES) {
        break;
      }
      sum += accepted[index(each)] + throttled[index(each)];
      sumThrottled += throttled[index(each)];
    }
    return sum == 0 ? 0 : (double) sumThrottled / sum;
  }

  /** Clears the buckets that time has reached since, and returns the index of the current one. */
  private int advance(long nowNanos) {
    long current = Math.floorDiv(nowNanos, BUCKET_NANOS);
    if (current - bucket >= BUCKETS) {
      firstBucket = current;
    }
    long steps = Math.min(BUCKETS, current - bucket);
    for (long i = 1; i <= steps; i++) {
      int index = index(current - steps + i);
      accepted[index] = 0;
      throttled[index] = 0;
    }
    bucket = Math.max(bucket, current);
    return index(bucket);
  }

  private static int index(long bucketNumber) {
    return (int) Math.floorMod(bucketNumber, (long) BUCKETS);
  }
}
