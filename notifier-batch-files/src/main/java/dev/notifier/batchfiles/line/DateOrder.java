package dev.notifier.batchfiles.line;

import java.util.Locale;

/** How the dates of a column are read. The codes are stable. */
public enum DateOrder {
  /** 5/10/2026 is in October. */
  DAY_FIRST,
  /** 5/10/2026 is in May. */
  MONTH_FIRST,
  /**
   * Texts have the day first, and cells with a date have day and month exchanged: a spreadsheet in
   * English read 5/10/2026 as a day in May, and left 25/10/2026 as a text.
   */
  DAY_FIRST_EXCHANGED;

  /** The code that callers see, such as {@code day-first}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
