package dev.notifier.replies.queries;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads months and years as people write them: {@code 012016 122017}, {@code 01/2016-12/2017},
 * {@code tu thang 1 2016 den 12 2017}, {@code 2017 2018}, {@code 2017}.
 */
final class PeriodText {
  private static final int MAX_CHARACTERS = 60;
  private static final Pattern FILLERS = Pattern.compile("\\b(?:TU|THANG|NAM|DEN HET)\\b ?");
  private static final String MONTH = "(?:(0?[1-9]|1[0-2])[ /.-]?)?((?:19|20)[0-9]{2})";
  private static final Pattern PERIOD =
      Pattern.compile(MONTH + "(?: ?(?:-|DEN|TOI|/)? ?" + MONTH + ")?");

  private PeriodText() {}

  /**
   * Returns {@code from} and {@code to} as year and month; empty if the text is something else, or
   * if the end is before the start.
   *
   * @param plain words in upper case without diacritics
   */
  static Optional<Map<String, String>> read(String plain) {
    if (plain.length() > MAX_CHARACTERS) {
      return Optional.empty();
    }
    Matcher matcher = PERIOD.matcher(FILLERS.matcher(plain).replaceAll("").strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String from = month(matcher.group(1), matcher.group(2), "01");
    String to =
        matcher.group(4) == null
            ? month(matcher.group(1), matcher.group(2), "12")
            : month(matcher.group(3), matcher.group(4), "12");
    return from.compareTo(to) > 0 ? Optional.empty() : Optional.of(Map.of("from", from, "to", to));
  }

  private static String month(@Nullable String month, String year, String otherwise) {
    String digits = month == null ? otherwise : month;
    return year + "-" + (digits.length() == 1 ? "0" + digits : digits);
  }
}
