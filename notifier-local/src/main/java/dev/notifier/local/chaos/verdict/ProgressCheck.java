package dev.notifier.local.chaos.verdict;

import dev.notifier.contracts.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the longest time during which a lane had overdue messages without a known reason. Times of
 * disturbances do not count. Not thread-safe.
 */
public final class ProgressCheck {
  /** A message that waits longer than this is overdue. */
  public static final Duration OVERDUE_AFTER = Duration.ofSeconds(60);

  private final Map<Lane, Duration> waiting = new EnumMap<>(Lane.class);
  private final Map<Lane, Duration> longest = new EnumMap<>(Lane.class);
  private final Map<Lane, Long> most = new EnumMap<>(Lane.class);
  private @Nullable Instant last;
  private int samples;

  /**
   * The messages of one lane.
   *
   * @param planned how many of the events that are old enough have a notification
   * @param overdue how many of these have neither ended nor a known reason to wait
   */
  record LaneCounts(long planned, long overdue) {
    static final LaneCounts NONE = new LaneCounts(0, 0);
  }

  /**
   * The result.
   *
   * @param samples how often it was measured, outside of disturbances
   * @param longestSeconds the longest time with overdue messages, by lane
   * @param mostOverdue how many messages were overdue at most, by lane
   */
  record Result(int samples, Map<Lane, Double> longestSeconds, Map<Lane, Long> mostOverdue) {
    static final Result NONE = new Result(0, Map.of(), Map.of());

    Result {
      longestSeconds = Map.copyOf(longestSeconds);
      mostOverdue = Map.copyOf(mostOverdue);
    }

    double longest() {
      return longestSeconds.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
  }

  /**
   * Adds a sample.
   *
   * @param calm whether nothing was disturbed at this time
   * @param accepted the events that the api had accepted one minute before
   */
  public void add(
      Instant at, boolean calm, Map<Lane, Long> accepted, Map<Lane, LaneCounts> counts) {
    var since = last == null ? Duration.ZERO : Duration.between(last, at);
    last = at;
    if (!calm) {
      return;
    }
    samples++;
    for (var lane : Lane.values()) {
      var count = counts.getOrDefault(lane, LaneCounts.NONE);
      var notPlanned = Math.max(0, accepted.getOrDefault(lane, 0L) - count.planned());
      var overdue = notPlanned + count.overdue();
      most.merge(lane, overdue, Math::max);
      var waited =
          overdue == 0 ? Duration.ZERO : waiting.getOrDefault(lane, Duration.ZERO).plus(since);
      waiting.put(lane, waited);
      longest.merge(lane, waited, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }
  }

  public Result result() {
    Map<Lane, Double> seconds = new EnumMap<>(Lane.class);
    longest.forEach((lane, time) -> seconds.put(lane, time.toMillis() / 1e3));
    return new Result(samples, seconds, most);
  }
}
