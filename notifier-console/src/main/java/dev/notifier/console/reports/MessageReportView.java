package dev.notifier.console.reports;

import dev.notifier.console.chart.Columns;
import dev.notifier.console.chart.StackedBar;
import dev.notifier.console.layout.Page;
import dev.notifier.console.text.Formats;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/reports/messages}. */
record MessageReportView(String interval, List<Row> rows) {
  /** How many rows a page shows. */
  static final int SHOWN = 300;

  private static final List<String> COLOURS = List.of("good", "other", "warn", "bad", "plain");
  private static final Set<String> FAILED = Set.of("REJECTED", "UNDELIVERED", "EXPIRED");
  private static final Set<String> NOT_SENT = Set.of("SKIPPED", "CANCELLED");
  private static final DateTimeFormatter MONTH = format("MM/yyyy");
  private static final DateTimeFormatter DAY = format("dd/MM/yyyy");
  private static final DateTimeFormatter HOUR = format("dd/MM/yyyy HH:mm");
  private static final DateTimeFormatter SHORT_DAY = format("dd/MM");
  private static final DateTimeFormatter SHORT_HOUR = format("dd/MM HH:mm");

  /** A row; what the rows do not differ in is missing. */
  record Row(
      OffsetDateTime time,
      @Nullable String eventType,
      @Nullable String template,
      @Nullable String route,
      @Nullable String lane,
      @Nullable String state,
      @Nullable String reason,
      long number,
      long segments) {
    /** A value by the name of its column; null if the rows do not differ in it. */
    @Nullable String value(String column) {
      return switch (column) {
        case "eventType" -> eventType;
        case "template" -> template;
        case "route" -> route;
        case "lane" -> lane;
        case "state" -> state;
        case "reason" -> reason;
        default -> null;
      };
    }

    /** The colour of its state in a chart. */
    private String colour() {
      if (state == null) {
        return "plain";
      }
      if (FAILED.contains(state)) {
        return "bad";
      }
      if (NOT_SENT.contains(state)) {
        return "warn";
      }
      return state.equals("DELIVERED") ? "good" : "other";
    }
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(Formats.ZONE);
  }

  long messages() {
    return rows.stream().mapToLong(Row::number).sum();
  }

  long segments() {
    return rows.stream().mapToLong(Row::segments).sum();
  }

  List<Row> shown() {
    return rows.stream().limit(SHOWN).toList();
  }

  /** The time of a row in words. */
  String time(Row row) {
    return switch (interval) {
      case "month" -> MONTH.format(row.time());
      case "hour" -> HOUR.format(row.time());
      default -> DAY.format(row.time());
    };
  }

  /** The list of the messages that a row counts; null if there is no filter for them. */
  @Nullable String list(Row row) {
    if (interval.equals("hour")
        || row.lane() != null
        || "".equals(row.route())
        || "".equals(row.template())
        || "".equals(row.reason())
        || (row.template() != null && row.template().contains("/"))) {
      return null;
    }
    LocalDate first = row.time().atZoneSameInstant(Formats.ZONE).toLocalDate();
    LocalDate last = interval.equals("month") ? first.plusMonths(1).minusDays(1) : first;
    StringBuilder list =
        new StringBuilder("messages?from=").append(first).append("&to=").append(last);
    add(list, "state", row.state());
    add(list, "route", row.route());
    add(list, "template", row.template());
    add(list, "reason", row.reason());
    add(list, "type", row.eventType());
    return list.toString();
  }

  private static void add(StringBuilder list, String name, @Nullable String value) {
    if (value != null) {
      list.append('&').append(name).append('=');
      list.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }

  /** The messages over time, by whether they arrived. */
  Columns chart(Page page) {
    Map<OffsetDateTime, Map<String, Long>> times = new TreeMap<>();
    for (Row row : rows) {
      times
          .computeIfAbsent(row.time(), _ -> new TreeMap<>())
          .merge(row.colour(), row.number(), Long::sum);
    }
    List<Columns.Column> columns = new ArrayList<>();
    times.forEach((time, numbers) -> columns.add(column(time, numbers)));
    return new Columns(page.t("reports.chart"), page.number(Columns.largest(columns)), columns);
  }

  private Columns.Column column(OffsetDateTime time, Map<String, Long> numbers) {
    List<StackedBar.Part> parts =
        COLOURS.stream()
            .map(colour -> new StackedBar.Part("", numbers.getOrDefault(colour, 0L), colour))
            .toList();
    String label =
        switch (interval) {
          case "month" -> MONTH.format(time);
          case "hour" -> SHORT_HOUR.format(time);
          default -> SHORT_DAY.format(time);
        };
    return new Columns.Column(label, parts);
  }
}
