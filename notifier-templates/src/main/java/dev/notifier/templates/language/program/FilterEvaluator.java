package dev.notifier.templates.language.program;

import dev.notifier.templates.TextError;
import dev.notifier.templates.language.parse.Filter;
import dev.notifier.templates.vietnamese.ValueFormats;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A filter at work on a value that is there. Null is the answer when there is a problem, or nothing
 * to write. Immutable.
 *
 * @param argument String or Integer, as the filter wants it, or empty text
 */
record FilterEvaluator(Filter filter, Object argument) {
  private static final int MAX_MONTHS = 1200;
  private static final int MAX_ITEMS = 50;
  private static final int MONTHS_PER_YEAR = 12;

  static final String NUMBER_WANTED =
      "send it as a number without quotes, of at most " + NumberReader.MAX_DIGITS + " digits";
  static final String TEXT_WANTED = "send it as text in quotes; leading zeros count";

  @Nullable Object apply(Object value, String field, RenderContext run) {
    return switch (filter) {
      case DEFAULT -> value;
      case MONEY, NUMBER_OF -> number(value, field, run);
      case DURATION -> duration(value, field, run);
      case JOIN -> join(value, field, run);
      case DATE_OF, MONTH, MASK, SHORTEN, GIVEN, UPCASE, DOWNCASE ->
          value instanceof String text
              ? text(text, field, run)
              : run.fail(TextError.INVALID_VALUE, field, TEXT_WANTED);
    };
  }

  private @Nullable Object text(String text, String field, RenderContext run) {
    return switch (filter) {
      case DATE_OF -> date(text, field, run);
      case MONTH -> month(text, field, run);
      case MASK -> ValueFormats.masked(text);
      case SHORTEN -> ValueFormats.shortened(text, (Integer) argument);
      case GIVEN -> text.substring(text.lastIndexOf(' ') + 1);
      case UPCASE -> text.toUpperCase(Locale.ROOT);
      case DOWNCASE -> text.toLowerCase(Locale.ROOT);
      case DEFAULT, MONEY, NUMBER_OF, DURATION, JOIN -> text;
    };
  }

  private static @Nullable Object date(String text, String field, RenderContext run) {
    LocalDate date = DateReader.parse(text);
    return date == null
        ? run.fail(TextError.INVALID_VALUE, field, "write the date as 2026-12-31")
        : ValueFormats.date(date);
  }

  private static @Nullable Object month(String text, String field, RenderContext run) {
    YearMonth month = DateReader.parseMonth(text);
    return month == null
        ? run.fail(TextError.INVALID_VALUE, field, "write the month as 2026-10")
        : ValueFormats.month(month);
  }

  private static @Nullable Object number(Object value, String field, RenderContext run) {
    String grouped = value instanceof Number number ? NumberReader.grouped(number) : null;
    return grouped == null ? run.fail(TextError.INVALID_VALUE, field, NUMBER_WANTED) : grouped;
  }

  private static @Nullable Object duration(Object value, String field, RenderContext run) {
    int months = value instanceof Number number ? NumberReader.wholeWithin(number, MAX_MONTHS) : -1;
    if (months < 0) {
      return run.fail(
          TextError.INVALID_VALUE, field, "send a whole number of months from 0 to " + MAX_MONTHS);
    }
    return run.isEnglish() ? englishDuration(months) : ValueFormats.duration(months);
  }

  private static String englishDuration(int months) {
    int years = months / MONTHS_PER_YEAR;
    int rest = months % MONTHS_PER_YEAR;
    if (years == 0) {
      return counted(rest, "month");
    }
    return rest == 0
        ? counted(years, "year")
        : counted(years, "year") + " " + counted(rest, "month");
  }

  private static String counted(int number, String noun) {
    return number == 1 ? "1 " + noun : number + " " + noun + "s";
  }

  private @Nullable Object join(Object value, String field, RenderContext run) {
    if (!(value instanceof List<?> items)) {
      return run.fail(TextError.INVALID_VALUE, field, "send a list of texts");
    }
    if (items.size() > MAX_ITEMS) {
      return run.fail(TextError.TOO_LONG, field, "send at most " + MAX_ITEMS + " items");
    }
    StringBuilder out = new StringBuilder();
    for (Object item : items) {
      String text = item(item, field, run);
      if (run.hasFailed()) {
        return null;
      }
      if (text != null) {
        if (!out.isEmpty()) {
          out.append((String) argument);
        }
        out.append(text);
      }
    }
    return out.isEmpty() ? null : out.toString();
  }

  private static @Nullable String item(@Nullable Object item, String field, RenderContext run) {
    return switch (item) {
      case null -> null;
      case String text -> run.text(text, field);
      case Number number -> NumberReader.plain(number);
      default -> {
        run.fail(TextError.INVALID_VALUE, field, "send a list of texts");
        yield null;
      }
    };
  }
}
