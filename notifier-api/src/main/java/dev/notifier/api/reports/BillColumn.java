package dev.notifier.api.reports;

import dev.notifier.store.reports.SentSegmentStore.Day;
import java.util.function.Function;

/** What the rows of a bill differ in. */
enum BillColumn {
  DAY("day", day -> day.day().toString()),
  ROUTE("route", Day::route),
  SENDER("sender", Day::sender),
  CATEGORY("category", Day::category),
  TYPE("eventType", Day::type),
  TEMPLATE("template", Day::template);

  private final String id;

  @SuppressWarnings("ImmutableEnumChecker") // References to methods without a state.
  private final Function<Day, String> value;

  BillColumn(String id, Function<Day, String> value) {
    this.id = id;
    this.value = value;
  }

  /** The name in requests and responses. */
  String id() {
    return id;
  }

  String of(Day day) {
    return value.apply(day);
  }
}
