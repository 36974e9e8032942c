package dev.notifier.console.reports;

import dev.notifier.console.text.Formats;
import dev.notifier.console.text.TypedTimes;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/reports/bill}. */
record BillReport(
    String month,
    List<String> groupBy,
    long segments,
    long amount,
    long unpricedSegments,
    List<Row> rows) {
  /** What the rows can differ in. */
  static final List<String> GROUPS =
      List.of("route,category", "day,route", "template", "eventType", "route,sender");

  private static final int MONTHS = 13;
  private static final int SHOWN = 300;

  /** A row; what the rows do not differ in is missing. */
  record Row(
      @Nullable String day,
      @Nullable String route,
      @Nullable String sender,
      @Nullable String category,
      @Nullable String eventType,
      @Nullable String template,
      long segments,
      long amount,
      long unpricedSegments) {
    /** A value by the name of its column; null if the rows do not differ in it. */
    @Nullable String value(String column) {
      return switch (column) {
        case "day" -> day;
        case "route" -> route;
        case "sender" -> sender;
        case "category" -> category;
        case "eventType" -> eventType;
        case "template" -> template;
        default -> null;
      };
    }
  }

  List<Row> shown() {
    return rows.stream().limit(SHOWN).toList();
  }

  /** A month as it was chosen; the present one if that is none. */
  static String month(@Nullable String chosen, Instant now) {
    YearMonth month = chosen == null ? null : TypedTimes.month(chosen);
    return (month == null ? present(now) : month).toString();
  }

  /** The months that can be chosen, the present one first. */
  static List<String> months(Instant now) {
    return IntStream.range(0, MONTHS)
        .mapToObj(back -> present(now).minusMonths(back).toString())
        .toList();
  }

  private static YearMonth present(Instant now) {
    return YearMonth.from(Formats.dayOf(now));
  }
}
