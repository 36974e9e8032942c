package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.RepairKind;
import dev.notifier.batchfiles.rows.FileCell;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads months. */
final class MonthCells {
  private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/.](\\d{1,2})");
  private static final Pattern YEAR_LAST =
      Pattern.compile(
          "(?:tháng\\s*|thg\\s*|t\\s*)?(\\d{1,2})\\s*(?:[-/.]|\\s+năm)\\s*(\\d{4})",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  // What a spreadsheet makes of 10/2026 when it writes CSV: Oct-26, Thg10-26.
  private static final Pattern SHORT =
      Pattern.compile(
          "(?:(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|thg\\s*(\\d{1,2}))[- ](\\d{2})",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FIRST_DAY = Pattern.compile("0?1/(\\d{1,2})/(\\d{4})");
  private static final Pattern USUAL = Pattern.compile("\\d{4}-\\d{2}|\\d{2}/\\d{4}");
  private static final List<String> ENGLISH =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private MonthCells() {}

  static Conversion convert(FileCell cell) {
    LocalDateTime date = cell.date();
    if (cell.kind() == FileCell.Kind.DATE && date != null) {
      return Conversion.value(YearMonth.from(date).toString(), Set.of(), RepairKind.DATE_SPELLING);
    }
    CleanText clean = CleanText.of(cell.text(), false);
    if (clean.fault() != null) {
      return Conversion.fault(clean.fault());
    }
    return clean.text().isEmpty() ? new Conversion.Blank() : written(clean);
  }

  private static Conversion written(CleanText clean) {
    int[] parts =
        clean.text().length() > NumberCells.MAX_CHARACTERS ? new int[0] : parts(clean.text());
    if (parts.length == 0) {
      return Conversion.fault(FaultKind.MONTH_FORM);
    }
    try {
      String month = YearMonth.of(parts[0], parts[1]).toString();
      return USUAL.matcher(clean.text()).matches()
          ? Conversion.value(month, clean.repairs())
          : Conversion.value(month, clean.repairs(), RepairKind.DATE_SPELLING);
    } catch (DateTimeException e) {
      return Conversion.fault(FaultKind.NO_SUCH_DATE);
    }
  }

  /** Year and month; empty if it is not written like a month. */
  private static int[] parts(String text) {
    Matcher yearFirst = YEAR_FIRST.matcher(text);
    if (yearFirst.matches()) {
      return parts(yearFirst.group(1), yearFirst.group(2));
    }
    Matcher yearLast = YEAR_LAST.matcher(text);
    if (yearLast.matches()) {
      return parts(yearLast.group(2), yearLast.group(1));
    }
    Matcher firstDay = FIRST_DAY.matcher(text);
    if (firstDay.matches()) {
      return parts(firstDay.group(2), firstDay.group(1));
    }
    Matcher shortened = SHORT.matcher(text);
    if (!shortened.matches()) {
      return new int[0];
    }
    String name = shortened.group(1);
    int month =
        name == null
            ? Integer.parseInt(shortened.group(2))
            : 1 + ENGLISH.indexOf(name.toLowerCase(Locale.ROOT));
    return new int[] {DateCells.year(shortened.group(3)), month};
  }

  private static int[] parts(String year, String month) {
    return new int[] {Integer.parseInt(year), Integer.parseInt(month)};
  }
}
