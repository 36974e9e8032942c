package dev.notifier.console.batches;

import dev.notifier.console.layout.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a batch would do.
 *
 * @param messages null until it is computed, as the result
 * @param quotaLeft segments that are left of the monthly quota; null without one
 * @param error why it has failed; null if it has not
 */
record DryRunView(
    String dryRunId,
    String batchId,
    @Nullable Long messages,
    @Nullable Result result,
    @Nullable Long quotaLeft,
    @Nullable String error,
    String createdBy,
    Instant createdAt,
    @Nullable Instant completedAt) {
  /** The numbers. */
  record Result(
      @Nullable List<SendingProgress.Reason> skipped,
      @Nullable List<Encoding> encodings,
      @Nullable List<Route> routes,
      @Nullable List<LongLetter> ucs2Characters,
      @Nullable List<Sample> samples,
      @Nullable SameLines sameLines) {
    List<SendingProgress.Reason> omissions() {
      return Objects.requireNonNullElse(skipped, List.of());
    }

    List<Encoding> alphabets() {
      return Objects.requireNonNullElse(encodings, List.of());
    }

    List<Route> carriers() {
      return Objects.requireNonNullElse(routes, List.of());
    }

    List<LongLetter> letters() {
      return Objects.requireNonNullElse(ucs2Characters, List.of());
    }

    List<Sample> texts() {
      return Objects.requireNonNullElse(samples, List.of());
    }

    long allSkipped() {
      return omissions().stream().mapToLong(SendingProgress.Reason::lines).sum();
    }

    long segments() {
      return alphabets().stream().mapToLong(Encoding::segments).sum();
    }

    /** The cost of all; null if one route has no price. */
    @Nullable BigDecimal cost() {
      BigDecimal sum = BigDecimal.ZERO;
      for (Route route : carriers()) {
        String cost = route.cost();
        if (cost == null) {
          return null;
        }
        sum = sum.add(new BigDecimal(cost));
      }
      return sum;
    }

    /** How long the slowest route needs; null if one has no rate. */
    @Nullable Long seconds() {
      long longest = 0;
      for (Route route : carriers()) {
        Long seconds = route.seconds();
        if (seconds == null) {
          return null;
        }
        longest = Math.max(longest, seconds);
      }
      return longest;
    }
  }

  /** The messages in one alphabet. */
  record Encoding(String encoding, long messages, long segments) {}

  /** The messages of one route; cost and seconds are null if they are not known. */
  record Route(
      String route, long messages, long segments, @Nullable String cost, @Nullable Long seconds) {}

  /** A letter that makes messages longer. */
  record LongLetter(String character, long messages) {}

  /**
   * The message of a line.
   *
   * @param locale of its text; null in older dry runs
   */
  record Sample(long line, String phone, String text, int segments, @Nullable String locale) {
    /** The language in words; null if it is not known, or hidden. */
    @Nullable String language(Page page) {
      return locale == null ? null : page.find("templates.locale." + locale).orElse(null);
    }
  }

  /** A batch that was released before and has the same lines, about so many percent of them. */
  record SameLines(String batchId, String name, @Nullable Instant releasedAt, int percent) {}

  /** Whether it has more segments than are left of the quota. */
  boolean isOverQuota() {
    return quotaLeft != null && result != null && result.segments() > quotaLeft;
  }

  /** Whether it is still computed. */
  boolean isRunning() {
    return error == null && result == null;
  }

  /** Omits the values. */
  @Override
  public String toString() {
    return "DryRunView[" + dryRunId + "]";
  }
}
