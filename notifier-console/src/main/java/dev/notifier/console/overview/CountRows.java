package dev.notifier.console.overview;

import dev.notifier.console.chart.StackedBar;
import dev.notifier.console.layout.Page;
import dev.notifier.console.text.Formats;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The messages of today and of seven days by state. Each number is a link to the list that it
 * counts.
 */
record CountRows(MessageCounts today, MessageCounts week, LocalDate day) {
  /** How many days the longer column has, today included. */
  static final int DAYS = 7;

  /** In the order of the life of a message. */
  private static final List<String> STATES =
      List.of(
          "ACCEPTED",
          "DEFERRED",
          "PLANNED",
          "UNCONFIRMED",
          "SUBMITTED",
          "DELIVERED",
          "NO_RECEIPT",
          "UNDELIVERED",
          "EXPIRED",
          "REJECTED",
          "SKIPPED",
          "CANCELLED");

  /**
   * The days before are counted without today, so that the sum never is less than today, whichever
   * of both was read first.
   */
  static CountRows of(MessageCounts today, MessageCounts before, Instant now) {
    return new CountRows(today, before.plus(today), Formats.dayOf(now));
  }

  /** The states that messages of these days have. */
  List<String> states() {
    return STATES.stream().filter(state -> week.in(state) > 0 || today.in(state) > 0).toList();
  }

  /** The list of today's messages; of one state, unless it is empty. */
  String listOfToday(String state) {
    return list(day, state);
  }

  String listOfWeek(String state) {
    return list(day.minusDays(DAYS - 1L), state);
  }

  private String list(LocalDate from, String state) {
    return "messages?from=" + from + "&to=" + day + (state.isEmpty() ? "" : "&state=" + state);
  }

  StackedBar chart(Page page) {
    List<StackedBar.Part> parts =
        states().stream()
            .map(state ->
                new StackedBar.Part(
                    page.word("overview.state", state) + ": " + page.number(today.in(state)),
                    today.in(state),
                    MessageCounts.colour(state)))
            .toList();
    return new StackedBar(page.t("overview.chart"), parts);
  }
}
