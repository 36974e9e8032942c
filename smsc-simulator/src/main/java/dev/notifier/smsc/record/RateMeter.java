package dev.notifier.smsc.record;

import java.util.Arrays;

/**
 * How many submit_sm came in each span of 50 ms of the last hour, whatever was answered.
 * Thread-safe.
 */
public final class RateMeter {
  public static final int BUCKET_MS = 50;
  public static final int MAX_MINUTES = 60;
  private static final int BUCKETS_A_SECOND = 1_000 / BUCKET_MS;
  private static final int BUCKETS = MAX_MINUTES * 60 * BUCKETS_A_SECOND;

  /** Least, most and mean of some numbers. */
  public record Summary(long min, long max, double average) {}

  /**
   * What came from the first submit_sm of the time asked for to the last.
   *
   * @param fromMs start of the first bucket, milliseconds of the Unix epoch; 0 = nothing came
   * @param perSecond over every span of one second that starts with a bucket and is full
   * @param buckets one number for each 50 ms
   */
  @SuppressWarnings("ArrayRecordComponent") // Notation once, never compared.
  public record Rates(
      int bucketMs, long fromMs, Summary perSecond, Summary perBucket, int[] buckets) {}

  private final int[] counts = new int[BUCKETS];
  private long last;

  synchronized void add(long nowMs) {
    long bucket = Math.max(last, nowMs / BUCKET_MS);
    for (long next = Math.max(last + 1, bucket - BUCKETS + 1); next <= bucket; next++) {
      counts[(int) (next % BUCKETS)] = 0;
    }
    last = bucket;
    counts[(int) (bucket % BUCKETS)]++;
  }

  synchronized void reset() {
    Arrays.fill(counts, 0);
  }

  /** The last {@code minutes}, 1..60, before {@code nowMs}. */
  public synchronized Rates rates(int minutes, long nowMs) {
    long from = Math.max(last - BUCKETS + 1, nowMs / BUCKET_MS - minutes * 60L * BUCKETS_A_SECOND);
    while (from <= last && counts[(int) (from % BUCKETS)] == 0) {
      from++;
    }
    if (from > last) {
      Summary none = new Summary(0, 0, 0);
      return new Rates(BUCKET_MS, 0, none, none, new int[0]);
    }
    int[] some = new int[(int) (last - from + 1)];
    for (int i = 0; i < some.length; i++) {
      some[i] = counts[(int) ((from + i) % BUCKETS)];
    }
    return new Rates(
        BUCKET_MS, from * BUCKET_MS, spread(some, BUCKETS_A_SECOND), spread(some, 1), some);
  }

  /** Over sums of {@code width} neighbours; when there are fewer, over their sum alone. */
  private static Summary spread(int[] counts, int width) {
    long sum = 0;
    long min = Long.MAX_VALUE;
    long max = 0;
    long total = 0;
    int spans = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i] - (i < width ? 0 : counts[i - width]);
      if (i + 1 >= width || i + 1 == counts.length) {
        min = Math.min(min, sum);
        max = Math.max(max, sum);
        total += sum;
        spans++;
      }
    }
    return new Summary(min, max, (double) total / spans);
  }
}
