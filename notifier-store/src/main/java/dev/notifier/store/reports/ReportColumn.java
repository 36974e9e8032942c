package dev.notifier.store.reports;

import java.util.Locale;

/** What notifications are counted by. */
public enum ReportColumn {
  TYPE,
  TEMPLATE,
  ROUTE,
  LANE,
  STATE,
  REASON;

  /** The column of the counters. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
