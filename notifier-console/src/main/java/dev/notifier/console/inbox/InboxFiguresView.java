package dev.notifier.console.inbox;

import dev.notifier.console.chart.Columns;
import dev.notifier.console.chart.StackedBar;
import dev.notifier.console.layout.Page;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures of {@code GET /v1/inbox/figures}.
 *
 * @param agents null for those who may not know them
 */
record InboxFiguresView(
    LocalDate from,
    LocalDate until,
    Instant asOf,
    List<Integer> bounds,
    Counts all,
    List<Hour> hours,
    List<Topic> topics,
    @Nullable List<Agent> agents) {
  private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("dd/MM");
  private static final int HOURS = 24;

  /** Conversations that ended. */
  record Counts(
      long answered,
      long handedOver,
      long closed,
      List<Long> waits,
      @Nullable Integer medianSeconds,
      @Nullable Integer p95Seconds) {
    private static final Counts NONE = new Counts(0, 0, 0, List.of(), null, null);

    long ended() {
      return answered + handedOver + closed;
    }

    private Counts and(Counts other) {
      return new Counts(
          answered + other.answered,
          handedOver + other.handedOver,
          closed + other.closed,
          List.of(),
          null,
          null);
    }
  }

  record Hour(LocalDate day, int hour, Counts counts) {}

  record Topic(String topic, Counts counts) {}

  record Agent(String agent, Counts counts) {}

  /** How many waited so long. */
  record Wait(String bound, long number) {}

  /** A row of a table. */
  record Row(String name, Counts counts) {}

  /** Whether it is one day, which is shown by hour. */
  boolean isOneDay() {
    return from.equals(until);
  }

  /** The waits, by the name of their bound. */
  List<Wait> waits() {
    List<Wait> waits = new ArrayList<>();
    for (int i = 0; i < all.waits().size(); i++) {
      waits.add(new Wait(bound(i < bounds.size() ? bounds.get(i) : null), all.waits().get(i)));
    }
    return waits;
  }

  /** The name of a bound. */
  static String bound(@Nullable Integer seconds) {
    return seconds == null ? "more" : seconds.toString();
  }

  /** The times, by hour or by day, including those in which nothing ended. */
  List<Row> times() {
    Map<String, Counts> times = new TreeMap<>();
    if (isOneDay()) {
      for (int hour = 0; hour < HOURS; hour++) {
        times.put(name(hour), Counts.NONE);
      }
      hours.forEach(each -> times.merge(name(each.hour()), each.counts(), Counts::and));
      return times.entrySet().stream().map(InboxFiguresView::row).toList();
    }
    List<Row> days = new ArrayList<>();
    from.datesUntil(until.plusDays(1))
        .forEach(day ->
            days.add(
                new Row(
                    SHORT_DAY.format(day),
                    hours.stream()
                        .filter(each -> each.day().equals(day))
                        .map(Hour::counts)
                        .reduce(Counts.NONE, Counts::and))));
    return days;
  }

  private static Row row(Map.Entry<String, Counts> entry) {
    return new Row(entry.getKey(), entry.getValue());
  }

  private static String name(int hour) {
    return (hour < 10 ? "0" : "") + hour + ":00";
  }

  List<Row> topicRows(Page page) {
    return topics.stream()
        .map(each -> new Row(page.word("inbox.rule", each.topic()), each.counts()))
        .toList();
  }

  List<Row> agentRows(Page page) {
    return agents == null
        ? List.of()
        : agents.stream().map(each -> new Row(page.person(each.agent()), each.counts())).toList();
  }

  Columns chart(Page page) {
    List<Columns.Column> columns =
        times().stream()
            .map(row ->
                new Columns.Column(
                    row.name(),
                    List.of(
                        new StackedBar.Part("", row.counts().answered(), "good"),
                        new StackedBar.Part("", row.counts().handedOver(), "warn"),
                        new StackedBar.Part("", row.counts().closed(), "other"))))
            .toList();
    return new Columns(
        page.t("inbox.figures-chart"), page.number(Columns.largest(columns)), columns);
  }
}
