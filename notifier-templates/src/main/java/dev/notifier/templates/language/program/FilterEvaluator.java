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
 * Applies a filter to a value. Returns null after a problem, or if there is nothing to write.
 * Immutable.
 *
 * @param argument a String or Integer, depending on the filter; an empty text if it takes none
 */
record FilterEvaluator(Filter filter, Object argument) {
  private static final int MAX_MONTHS = 1200;
  private static final int MAX_ITEMS = 50;
  private static final int MONTHS_PER_YEAR = 12;

  static final String EXPECTED_NUMBER =
      "send it as a number without quotes, of at most " + NumberReader.MAX_DIGITS + " digits";
  static final String EXPECTED_TEXT = "send it as text in quotes, to keep leading zeros";

  @Nullable Object apply(Object value, String field, RenderContext context) {
    return switch (filter) {
      case DEFAULT -> value;
      case MONEY, NUMBER -> number(value, field, context);
      case DURATION -> duration(value, field, context);
      case JOIN -> join(value, field, context);
      case DATE, MONTH, MASK, SHORTEN, GIVEN, UPCASE, DOWNCASE ->
          value instanceof String text
              ? text(text, field, context)
              : context.fail(TextError.INVALID_VALUE, field, EXPECTED_TEXT);
    };
  }

  private @Nullable Object text(String text, String field, RenderContext context) {
    return switch (filter) {
      case DATE -> date(text, field, context);
      case MONTH -> month(text, field, context);
      case MASK -> ValueFormats.masked(text);
      case SHORTEN -> ValueFormats.shortened(text, (Integer) argument);
      case GIVEN -> text.substring(text.lastIndexOf(' ') + 1);
      case UPCASE -> text.toUpperCase(Locale.ROOT);
      case DOWNCASE -> text.toLowerCase(Locale.ROOT);
      case DEFAULT, MONEY, NUMBER, DURATION, JOIN -> text;
    };
  }

  private static @Nullable Object date(String text, String field, RenderContext context) {
    LocalDate date = DateReader.parse(text);
    return date == null
        ? context.fail(TextError.INVALID_VALUE, field, "write the date as 2026-12-31")
        : ValueFormats.date(date);
  }

  private static @Nullable Object month(String text, String field, RenderContext context) {
    YearMonth month = DateReader.parseMonth(text);
    return month == null
        ? context.fail(TextError.INVALID_VALUE, field, "write the month as 2026-10")
        : ValueFormats.month(month);
  }

  private static @Nullable Object number(Object value, String field, RenderContext context) {
    String grouped = value instanceof Number number ? NumberReader.grouped(number) : null;
    return grouped == null
        ? context.fail(TextError.INVALID_VALUE, field, EXPECTED_NUMBER)
        : grouped;
  }

  private static @Nullable Object duration(Object value, String field, RenderContext context) {
    int months = value instanceof Number number ? NumberReader.wholeWithin(number, MAX_MONTHS) : -1;
    if (months < 0) {
      return context.fail(
          TextError.INVALID_VALUE, field, "send a whole number of months from 0 to " + MAX_MONTHS);
    }
    return context.isEnglish() ? englishDuration(months) : ValueFormats.duration(months);
  }

  private static String englishDuration(int months) {
    int years = months / MONTHS_PER_YEAR;
    int remaining = months % MONTHS_PER_YEAR;
    if (years == 0) {
      return quantity(remaining, "month");
    }
    return remaining == 0
        ? quantity(years, "year")
        : quantity(years, "year") + " " + quantity(remaining, "month");
  }

  private static String quantity(int number, String noun) {
    return number == 1 ? "1 " + noun : number + " " + noun + "s";
  }

  private @Nullable Object join(Object value, String field, RenderContext context) {
    if (!(value instanceof List<?> items)) {
      return context.fail(TextError.INVALID_VALUE, field, "send a list of texts");
    }
    if (items.size() > MAX_ITEMS) {
      return context.fail(TextError.TOO_LONG, field, "send at most " + MAX_ITEMS + " items");
    }
    StringBuilder out = new StringBuilder();
    for (Object item : items) {
      String text = item(item, field, context);
      if (context.hasFailed()) {
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

  private static @Nullable String item(@Nullable Object item, String field, RenderContext context) {
    return switch (item) {
      case null -> null;
      case String text -> context.sanitizedText(text, field);
      case Number number -> NumberReader.plain(number);
      default -> {
        context.fail(TextError.INVALID_VALUE, field, "send a list of texts");
        yield null;
      }
    };
  }
}
