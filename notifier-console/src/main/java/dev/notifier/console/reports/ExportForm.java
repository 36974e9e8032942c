package dev.notifier.console.reports;

import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.FormProblems.Problem;
import dev.notifier.console.layout.Page;
import dev.notifier.console.text.Formats;
import dev.notifier.console.text.TypedTimes;
import dev.notifier.console.web.Form;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which messages an export has, as typed. */
record ExportForm(
    String from, String to, String state, String route, String template, String group) {
  /** Where nothing was typed yet: this month. */
  static ExportForm empty(Instant now) {
    LocalDate today = Formats.dayOf(now);
    return new ExportForm(today.withDayOfMonth(1).toString(), today.toString(), "", "", "", "");
  }

  static ExportForm of(Form form) {
    return new ExportForm(
        form.text("from"),
        form.text("to"),
        form.text("state"),
        form.text("route"),
        form.text("template"),
        form.text("group"));
  }

  FormProblems problems(Page page) {
    List<Problem> problems = new ArrayList<>();
    if (!from.isEmpty() && TypedTimes.day(from) == null) {
      problems.add(new Problem("from", page.t("reports.no-day")));
    }
    if (!to.isEmpty() && TypedTimes.day(to) == null) {
      problems.add(new Problem("to", page.t("reports.no-day")));
    }
    return new FormProblems(problems, null);
  }

  /** The order. The last day is a part of it. */
  Map<String, Object> order() {
    Map<String, Object> filter = new LinkedHashMap<>();
    LocalDate first = TypedTimes.day(from);
    if (first != null) {
      filter.put("from", Formats.begin(first).toString());
    }
    LocalDate last = TypedTimes.day(to);
    if (last != null) {
      filter.put("to", Formats.begin(last.plusDays(1)).toString());
    }
    put(filter, "state", state);
    put(filter, "route", route);
    put(filter, "template", template);
    put(filter, "group", group);
    return Map.of("kind", "notifications", "filter", filter);
  }

  private static void put(Map<String, Object> filter, String name, String value) {
    if (!value.isEmpty()) {
      filter.put(name, value);
    }
  }
}
