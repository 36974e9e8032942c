package dev.notifier.templates.vietnamese;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Formats values for messages. The patterns are explicit: the platform's Vietnamese styles spell
 * months out and put ₫ after amounts, and both force UCS-2. Thread-safe.
 */
public final class ValueFormats {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MM/uuuu", Locale.ROOT);
  private static final int MONTHS_PER_YEAR = 12;
  private static final int SHOWN_OF_IDENTIFIER = 4;
  private static final int MIN_IDENTIFIER_LENGTH = 8;

  private ValueFormats() {}

  /** {@code 30/06/2019}. */
  public static String date(LocalDate date) {
    return DATE.format(date);
  }

  /** {@code 05/2019}. */
  public static String month(YearMonth month) {
    return MONTH.format(month);
  }

  /**
   * Returns {@code 9.249.473.860}, {@code -214.541.737}, {@code 0,5}: a dot between thousands, a
   * comma before up to two decimals. The template writes the currency.
   */
  public static String money(BigDecimal amount) {
    DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
    symbols.setGroupingSeparator('.');
    symbols.setDecimalSeparator(',');
    return new DecimalFormat("#,##0.##", symbols).format(amount);
  }

  /**
   * Returns {@code 9 năm 7 tháng}, {@code 2 năm}, {@code 7 tháng}.
   *
   * @param months 0 or more
   */
  public static String duration(int months) {
    if (months < 0) {
      throw new IllegalArgumentException("months must not be negative");
    }
    int years = months / MONTHS_PER_YEAR;
    int remaining = months % MONTHS_PER_YEAR;
    if (years == 0) {
      return remaining + " tháng";
    }
    return remaining == 0 ? years + " năm" : years + " năm " + remaining + " tháng";
  }

  /**
   * Returns {@code xxxxxx9425}: the last four characters after six x, whatever the length of the
   * identifier. An identifier of fewer than eight characters is masked completely.
   */
  public static String masked(String identifier) {
    String mask = "xxxxxx";
    return identifier.length() < MIN_IDENTIFIER_LENGTH
        ? mask
        : mask + identifier.substring(identifier.length() - SHOWN_OF_IDENTIFIER);
  }

  /**
   * Returns a name with the usual abbreviations (Công ty → Cty, Trách nhiệm hữu hạn → TNHH …) if it
   * is longer than wanted. It may still be longer afterwards: a name is never cut off.
   *
   * @param wantedLength in UTF-16 units
   */
  public static String shortened(String name, int wantedLength) {
    return name.length() <= wantedLength ? name : Abbreviations.applyTo(name);
  }
}
