package dev.notifier.templates;

import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.vietnamese.Formats;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event's values for a wording. The first mistake is kept and the reader goes on with
 * empty texts, so that a wording is one expression. Not thread-safe; one per request.
 */
final class Values {
  private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final Pattern MONTH_FIRST =
      Pattern.compile("(\\d{1,2})[/-](\\d{4})|(\\d{2})(\\d{4})");
  private static final Pattern BLANKS = Pattern.compile("[ \\u00A0]{2,}");
  private static final int MAX_MONTHS = 1200;

  private final Map<String, ? extends @Nullable Object> data;
  private @Nullable NotRendered problem;

  Values(Map<String, ? extends @Nullable Object> data) {
    this.data = data;
  }

  Optional<NotRendered> problem() {
    return Optional.ofNullable(problem);
  }

  boolean has(String path) {
    Object value = find(path);
    return value != null && !(value instanceof String text && text.isBlank());
  }

  /** A text of at most so many UTF-16 units, trimmed, in NFC, without control characters. */
  String text(String path, int maxUnits) {
    Object value = find(path);
    if (value == null) {
      return fail(TextError.MISSING_VALUE, path, "add this field to the event's data");
    }
    if (!(value instanceof String raw)) {
      return fail(TextError.BAD_VALUE, path, "send it as text in quotes; leading zeros count");
    }
    // Before any work on it: the value is the caller's and may be of any size.
    if (raw.length() > 4 * maxUnits) {
      return tooLong(path, maxUnits);
    }
    String text = Normalizer.normalize(raw.strip(), Normalizer.Form.NFC);
    text = BLANKS.matcher(text).replaceAll(" ");
    if (text.isEmpty()) {
      return fail(TextError.MISSING_VALUE, path, "the field is blank; fill it");
    }
    if (text.codePoints().anyMatch(Values::isForbidden)) {
      return fail(TextError.BAD_VALUE, path, "remove control, line-break and direction characters");
    }
    return text.length() > maxUnits ? tooLong(path, maxUnits) : text;
  }

  String textOr(String path, int maxUnits, String otherwise) {
    return has(path) ? text(path, maxUnits) : otherwise;
  }

  String masked(String path, int maxUnits) {
    return Formats.masked(text(path, maxUnits));
  }

  String date(String path) {
    String text = text(path, 40);
    if (text.isEmpty()) {
      return text;
    }
    try {
      return Formats.date(
          text.length() > 10
              ? OffsetDateTime.parse(text).atZoneSameInstant(VIETNAM).toLocalDate()
              : LocalDate.parse(text));
    } catch (DateTimeException e) {
      return fail(TextError.BAD_VALUE, path, "write the date as 2026-12-31");
    }
  }

  String month(String path) {
    String text = text(path, 10);
    if (text.isEmpty()) {
      return text;
    }
    try {
      Matcher monthFirst = MONTH_FIRST.matcher(text);
      if (!monthFirst.matches()) {
        return Formats.month(YearMonth.parse(text));
      }
      int group = monthFirst.group(1) == null ? 3 : 1;
      int month = Integer.parseInt(monthFirst.group(group));
      return Formats.month(YearMonth.of(Integer.parseInt(monthFirst.group(group + 1)), month));
    } catch (DateTimeException e) {
      return fail(TextError.BAD_VALUE, path, "write the month as 2026-10");
    }
  }

  String duration(String path) {
    Object value = find(path);
    if (value == null) {
      return fail(TextError.MISSING_VALUE, path, "add this field to the event's data");
    }
    if (value instanceof Number number) {
      double months = number.doubleValue();
      if (months >= 0 && months <= MAX_MONTHS && months == Math.rint(months)) {
        return Formats.duration((int) months);
      }
    }
    return fail(TextError.BAD_VALUE, path, "send a whole number of months from 0 to " + MAX_MONTHS);
  }

  /** Notes the mistake unless there is one already. */
  String fail(TextError error, String path, String detail) {
    if (problem == null) {
      problem = new NotRendered(error, path, detail);
    }
    return "";
  }

  private String tooLong(String path, int maxUnits) {
    return fail(TextError.TOO_LONG, path, "shorten it to " + maxUnits + " characters");
  }

  private @Nullable Object find(String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return data.get(path);
    }
    return data.get(path.substring(0, dot)) instanceof Map<?, ?> inner
        ? inner.get(path.substring(dot + 1))
        : null;
  }

  /** Controls, line and paragraph separators, direction overrides, lone surrogates. */
  private static boolean isForbidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          true;
      default -> (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    };
  }
}
