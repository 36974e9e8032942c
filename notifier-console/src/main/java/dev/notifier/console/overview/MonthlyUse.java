package dev.notifier.console.overview;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/reports/bill} of the present month by template. */
record MonthlyUse(String month, long segments, long amount, long unpricedSegments, List<Row> rows) {
  private static final int SHOWN = 5;

  /** A template. */
  record Row(@Nullable String template, long segments, long amount) {}

  /** {@code GET /v1/quota}. */
  record Quota(
      String month,
      @Nullable Long monthlySegments,
      long usedSegments,
      String level,
      @Nullable Instant countedAt) {
    /** The colour of the level. */
    String tag() {
      return switch (level) {
        case "ok" -> "good";
        case "reached" -> "bad";
        default -> "warn";
      };
    }
  }

  /** The templates that cost most. */
  List<Row> largest() {
    return rows.stream()
        .sorted(Comparator.comparingLong(Row::amount).thenComparingLong(Row::segments).reversed())
        .limit(SHOWN)
        .toList();
  }
}
