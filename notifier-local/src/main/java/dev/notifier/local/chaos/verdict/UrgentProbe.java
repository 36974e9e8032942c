package dev.notifier.local.chaos.verdict;

import dev.notifier.contracts.Lane;
import dev.notifier.local.bench.EventPoster;
import dev.notifier.local.chaos.faults.Disturbances;
import dev.notifier.local.chaos.faults.Disturbances.Kind;
import dev.notifier.local.chaos.posting.ChaosEvents;
import dev.notifier.local.chaos.posting.PostedHistory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Posts one urgent event a second. Their times show whether they wait for other messages. */
public final class UrgentProbe {
  /** In calm times, 99 of 100 urgent messages are submitted within this time. */
  static final Duration LIMIT = Duration.ofSeconds(5);

  /** With fewer messages in calm times, they say too little. */
  static final int MIN_CALM = 10;

  private static final Duration EVERY = Duration.ofSeconds(1);

  private final EventPoster poster;
  private final PostedHistory history;
  private final InstantSource clock;
  private final AtomicInteger posted = new AtomicInteger();

  public UrgentProbe(EventPoster poster, PostedHistory history, InstantSource clock) {
    this.poster = poster;
    this.history = history;
    this.clock = clock;
  }

  /**
   * The times of one urgent message.
   *
   * @param submittedAt null = it never was
   */
  record Times(Instant acceptedAt, @Nullable Instant submittedAt) {}

  /** From acceptance to submission, in seconds; zeros if there is no message. */
  record Quantiles(int messages, double p50, double p99, double max) {
    static Quantiles of(double... seconds) {
      if (seconds.length == 0) {
        return new Quantiles(0, 0, 0, 0);
      }
      var sorted = seconds.clone();
      Arrays.sort(sorted);
      return new Quantiles(
          sorted.length, quantile(sorted, 0.5), quantile(sorted, 0.99), sorted[sorted.length - 1]);
    }

    private static double quantile(double[] sorted, double q) {
      return sorted[(int) Math.ceil(q * sorted.length) - 1];
    }
  }

  /**
   * The result.
   *
   * @param posted the urgent events that the api accepted
   * @param found how many of them have a notification
   * @param all messages that were submitted
   * @param calm messages that were accepted in calm times, whether submitted or not
   * @param othersPerSecond the other messages that were submitted, by the duration of the run
   */
  record Result(int posted, int found, Quantiles all, Quantiles calm, double othersPerSecond) {
    static final Result NONE = new Result(0, 0, Quantiles.of(), Quantiles.of(), 0);

    /**
     * Whether the database shows none of the messages, so that a query of this program is wrong.
     */
    boolean isUnreadable() {
      return posted > 0 && found == 0;
    }
  }

  /** Runs until this value of {@link System#nanoTime()}. */
  public void run(long until) throws IOException, InterruptedException {
    var at = System.nanoTime();
    try (var http = EventPoster.client()) {
      while (System.nanoTime() < until) {
        poster.postUntilAccepted(http, List.of(ChaosEvents.FIRST_PROBE + posted.get()));
        history.add(clock.instant(), List.of(Lane.URGENT));
        posted.incrementAndGet();
        at += EVERY.toNanos();
        var wait = at - System.nanoTime();
        if (wait > 0) {
          Thread.sleep(Duration.ofNanos(wait));
        } else {
          at = System.nanoTime();
        }
      }
    }
  }

  public int posted() {
    return posted.get();
  }

  /**
   * Evaluates the times.
   *
   * @param posted the number of events that should have times
   * @param end counts as the time of submission for those that were not submitted
   */
  public static Result evaluate(
      int posted,
      List<Times> times,
      Disturbances disturbances,
      Instant end,
      double othersPerSecond) {
    var all =
        times.stream()
            .filter(each -> each.submittedAt() != null)
            .mapToDouble(each -> seconds(each, end))
            .toArray();
    var calm =
        times.stream()
            .filter(each ->
                disturbances.isCalm(
                    each.acceptedAt(), each.acceptedAt().plus(LIMIT), EnumSet.allOf(Kind.class)))
            .mapToDouble(each -> seconds(each, end))
            .toArray();
    return new Result(posted, times.size(), Quantiles.of(all), Quantiles.of(calm), othersPerSecond);
  }

  private static double seconds(Times times, Instant end) {
    var submitted = times.submittedAt() == null ? end : times.submittedAt();
    return Duration.between(times.acceptedAt(), submitted).toMillis() / 1e3;
  }
}
