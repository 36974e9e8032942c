package dev.notifier.local.chaos.verdict;

import tools.jackson.databind.JsonNode;

/**
 * Counts the seconds in which the simulator received more submit_sm than the routes allow together.
 * Not thread-safe.
 */
public final class RateCheck {
  /** A second of the simulator may contain what a busy machine delivered late. */
  private static final double TOLERANCE = 1.1;

  private static final int MILLIS = 1_000;

  private final int perSecond;
  private long nextMs;
  private long seconds;
  private long above;
  private long max;

  /**
   * @param perSecond submit_sm that all routes together may send in a second
   */
  public RateCheck(int perSecond) {
    this.perSecond = perSecond;
  }

  /**
   * The result.
   *
   * @param perSecond what the routes allow
   * @param seconds that were measured
   * @param above how many of them had more than 110 % of it
   * @param max the most submit_sm in a second
   */
  record Result(int perSecond, long seconds, long above, long max) {}

  /** Adds a response of {@code GET /v1/rates}; what was added before is left out. */
  public void add(JsonNode rates) {
    var bucketMs = rates.path("bucketMs").asLong();
    var buckets = rates.path("buckets");
    var fromMs = rates.path("fromMs").asLong();
    if (bucketMs <= 0 || fromMs == 0) {
      return;
    }
    var width = (int) (MILLIS / bucketMs);
    var index = (int) Math.max(0, (nextMs - fromMs) / bucketMs);
    for (; index + width <= buckets.size(); index += width) {
      long sum = 0;
      for (var bucket = index; bucket < index + width; bucket++) {
        sum += buckets.get(bucket).asLong();
      }
      seconds++;
      above += sum > perSecond * TOLERANCE ? 1 : 0;
      max = Math.max(max, sum);
      nextMs = fromMs + (index + width) * bucketMs;
    }
  }

  public Result result() {
    return new Result(perSecond, seconds, above, max);
  }
}
