package dev.notifier.smsc.record;

import java.util.Arrays;

/** Counts the submit_sm of each 50 ms of the last hour, whatever their outcome. Thread-safe. */
public final class RateMeter {
  public static final int BUCKET_MS = 50;
  public static final int MAX_MINUTES = 60;
  private static final int BUCKETS_A_SECOND = 1_000 / BUCKET_MS;
  private static final int BUCKETS = MAX_MINUTES * 60 * BUCKETS_A_SECOND;

  /** Minimum, maximum and mean of a series. */
  public record Summary(long min, long max, double average) {}

  /**
   * The submits of a period, from its first submit_sm to its last.
   *
   * @param fromMs start of the first bucket, milliseconds of the Unix epoch; 0 = no submits
   * @param perSecond over every complete window of one second that starts at a bucket
   * @param buckets submits in each 50 ms
   */
  @SuppressWarnings("ArrayRecordComponent") // Serialised once, never compared.
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

  /** Returns the rates of the last {@code minutes}, 1..60, before {@code nowMs}. */
  public synchronized Rates rates(int minutes, long nowMs) {
    long from = Math.max(last - BUCKETS + 1, nowMs / BUCKET_MS - minutes * 60L * BUCKETS_A_SECOND);
    while (from <= last && counts[(int) (from % BUCKETS)] == 0) {
      from++;
    }
    if (from > last) {
      Summary none = new Summary(0, 0, 0);
      return new Rates(BUCKET_MS, 0, none, none, new int[0]);
    }
    int[] selected = new int[(int) (last - from + 1)];
    for (int i = 0; i < selected.length; i++) {
      selected[i] = counts[(int) ((from + i) % BUCKETS)];
    }
    return new Rates(
        BUCKET_MS,
        from * BUCKET_MS,
        summarise(selected, BUCKETS_A_SECOND),
        summarise(selected, 1),
        selected);
  }

  /** Summarises the sums of {@code width} consecutive counts; with fewer counts, their total. */
  private static Summary summarise(int[] counts, int width) {
    long sum = 0;
    long min = Long.MAX_VALUE;
    long max = 0;
    long total = 0;
    int windows = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i] - (i < width ? 0 : counts[i - width]);
      if (i + 1 >= width || i + 1 == counts.length) {
        min = Math.min(min, sum);
        max = Math.max(max, sum);
        total += sum;
        windows++;
      }
    }
    return new Summary(min, max, (double) total / windows);
  }
}
