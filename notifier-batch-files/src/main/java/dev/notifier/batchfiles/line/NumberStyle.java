package dev.notifier.batchfiles.line;

import java.util.Locale;

/** How the numbers of a column are written. The codes are stable. */
public enum NumberStyle {
  /** Vietnamese: 1.263.600,5. */
  DECIMAL_COMMA,
  /** English: 1,263,600.5. */
  DECIMAL_DOT;

  /** The code that callers see, such as {@code decimal-comma}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  char decimal() {
    return this == DECIMAL_COMMA ? ',' : '.';
  }

  char grouping() {
    return this == DECIMAL_COMMA ? '.' : ',';
  }
}
