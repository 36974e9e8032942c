package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.RepairKind;
import dev.notifier.batchfiles.rows.FileCell;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads days. */
final class DateCells {
  private static final String TIME =
      "(?:[T ]+\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?: ?[AaPp][Mm])?Z?)?";
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})" + TIME);
  static final Pattern YEAR_LAST =
      Pattern.compile("(\\d{1,2})\\s*[-/.]\\s*(\\d{1,2})\\s*[-/.]\\s*(\\d{4}|\\d{2})" + TIME);
  private static final Pattern IN_WORDS =
      Pattern.compile(
          "(?:ngày\\s+)?(\\d{1,2})\\s+tháng\\s+(\\d{1,2})\\s+năm\\s+(\\d{4})",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern USUAL =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}|\\d{1,2}/\\d{1,2}/\\d{4}");
  private static final Pattern SERIAL = Pattern.compile("\\d{5}(?:[.,]0+)?");
  private static final LocalDate SERIAL_START = LocalDate.of(1899, 12, 30);
  // 1954 to 2119: numbers outside are not days that someone is notified about.
  private static final int MIN_SERIAL = 20_000;
  private static final int MAX_SERIAL = 80_000;
  private static final int CENTURY_OF_TWO_DIGITS = 50;
  private static final int MAX_MONTH = 12;

  private DateCells() {}

  static Conversion convert(FileCell cell, DateOrder order) {
    LocalDateTime date = cell.date();
    if (cell.kind() == FileCell.Kind.DATE && date != null) {
      return stored(date.toLocalDate(), order);
    }
    if (cell.kind() == FileCell.Kind.NUMBER) {
      LocalDate day = date == null ? serial(cell.text()) : date.toLocalDate();
      return day == null ? Conversion.fault(FaultKind.DATE_FORM) : serial(day, Set.of());
    }
    CleanText clean = CleanText.of(cell.text(), false);
    if (clean.fault() != null) {
      return Conversion.fault(clean.fault());
    }
    return clean.text().isEmpty() ? new Conversion.Blank() : written(clean, order);
  }

  private static Conversion stored(LocalDate day, DateOrder order) {
    if (order == DateOrder.DAY_FIRST_EXCHANGED && day.getDayOfMonth() <= MAX_MONTH) {
      LocalDate exchanged = LocalDate.of(day.getYear(), day.getDayOfMonth(), day.getMonthValue());
      return Conversion.value(exchanged.toString(), Set.of(), RepairKind.DATE_SPELLING);
    }
    return Conversion.value(day.toString(), Set.of());
  }

  private static Conversion serial(LocalDate day, Set<RepairKind> repairs) {
    return Conversion.value(day.toString(), repairs, RepairKind.DATE_SERIAL);
  }

  private static @Nullable LocalDate serial(String digits) {
    BigDecimal number = NumberCells.decimal(digits.replace(',', '.'));
    if (number == null
        || number.compareTo(BigDecimal.valueOf(MIN_SERIAL)) < 0
        || number.compareTo(BigDecimal.valueOf(MAX_SERIAL)) > 0) {
      return null;
    }
    return SERIAL_START.plusDays(number.longValue());
  }

  private static Conversion written(CleanText clean, DateOrder order) {
    String text = clean.text();
    if (text.length() > NumberCells.MAX_CHARACTERS) {
      return Conversion.fault(FaultKind.DATE_FORM);
    }
    if (SERIAL.matcher(text).matches()) {
      LocalDate day = serial(text);
      return day == null ? Conversion.fault(FaultKind.DATE_FORM) : serial(day, clean.repairs());
    }
    int[] parts = parts(text, order);
    if (parts.length == 0) {
      return Conversion.fault(FaultKind.DATE_FORM);
    }
    try {
      String day = LocalDate.of(parts[0], parts[1], parts[2]).toString();
      return USUAL.matcher(text).matches()
          ? Conversion.value(day, clean.repairs())
          : Conversion.value(day, clean.repairs(), RepairKind.DATE_SPELLING);
    } catch (DateTimeException e) {
      return Conversion.fault(FaultKind.NO_SUCH_DATE);
    }
  }

  /** Year, month and day; empty if it is not written like a date. */
  private static int[] parts(String text, DateOrder order) {
    Matcher yearFirst = YEAR_FIRST.matcher(text);
    if (yearFirst.matches()) {
      return new int[] {number(yearFirst, 1), number(yearFirst, 2), number(yearFirst, 3)};
    }
    Matcher words = IN_WORDS.matcher(text);
    if (words.matches()) {
      return new int[] {number(words, 3), number(words, 2), number(words, 1)};
    }
    Matcher yearLast = YEAR_LAST.matcher(text);
    if (!yearLast.matches()) {
      return new int[0];
    }
    boolean monthFirst = order == DateOrder.MONTH_FIRST;
    int year = year(yearLast.group(3));
    return new int[] {
      year, number(yearLast, monthFirst ? 1 : 2), number(yearLast, monthFirst ? 2 : 1)
    };
  }

  static int year(String digits) {
    int year = Integer.parseInt(digits);
    if (digits.length() > 2) {
      return year;
    }
    return year < CENTURY_OF_TWO_DIGITS ? 2000 + year : 1900 + year;
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
