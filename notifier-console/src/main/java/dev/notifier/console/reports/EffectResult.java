package dev.notifier.console.reports;

import dev.notifier.console.layout.Page;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code GET /v1/reports/effect}, by version, locale and audience of the template. */
record EffectResult(long delivered, long reminded, long followed, List<Row> rows) {
  /** How many rows a page shows. */
  static final int SHOWN = 300;

  /** A row. */
  record Row(
      String template,
      int version,
      String locale,
      String audience,
      long reminded,
      long followed,
      long days0To7,
      long days8To14,
      long days15To30,
      long days31To90) {
    /** The audience of the text. */
    String readers(Page page) {
      return audience.isEmpty()
          ? page.t("reports.everyone")
          : Stream.of(audience.split(",", -1))
              .map(String::strip)
              .map(each -> page.word("templates.kind", each))
              .collect(Collectors.joining(", "));
    }

    /** How many of a hundred reminders were followed. */
    double percent() {
      return EffectResult.percent(followed, reminded);
    }
  }

  double percent() {
    return percent(followed, reminded);
  }

  List<Row> shown() {
    return rows.stream().limit(SHOWN).toList();
  }

  private static double percent(long part, long all) {
    return all == 0 ? 0 : 100.0 * part / all;
  }
}
