package dev.notifier.api.reports;

import dev.notifier.api.http.Rfc3339;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.NearNames;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the query parameters of reports. Each method throws a problem that says what to send. */
final class ReportParameters {
  /** The names of routes and event types, the full names of templates, states and reasons. */
  private static final Pattern VALUE =
      Pattern.compile("(?=.{0,128}$)([a-z0-9~-]+/)?[A-Za-z0-9_.-]*");

  private static final Pattern DAY = Pattern.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}");

  private ReportParameters() {}

  /** A full hour of UTC. */
  static Instant hour(String name, @Nullable String value) {
    Instant time = value == null ? null : Rfc3339.parse(value);
    if (time == null || !time.equals(time.truncatedTo(ChronoUnit.HOURS))) {
      throw invalid(
          name
              + " is missing or invalid. Send a full hour in the format of RFC 3339, such as"
              + " 2026-12-01T00:00:00%2B07:00; in an offset, write + as %2B.");
    }
    return time;
  }

  /** A day of Vietnam. */
  static LocalDate day(String name, @Nullable String value) {
    if (value != null && DAY.matcher(value).matches()) {
      try {
        return LocalDate.parse(value);
      } catch (DateTimeException e) {
        // The same as another form.
      }
    }
    throw invalid(name + " is missing or invalid. Send a day such as 2026-12-01.");
  }

  /** The wanted value of a column; empty for notifications without one. */
  static String value(String name, String value) {
    if (!VALUE.matcher(value).matches()) {
      throw invalid(name + " is invalid. Send a value as the report shows it.");
    }
    return value;
  }

  /** One of the constants, written in lower case. */
  static <E extends Enum<E>> E choice(String name, String value, E[] constants) {
    return Arrays.stream(constants)
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(value))
        .findFirst()
        .orElseThrow(() ->
            invalid(
                name
                    + " is invalid. Send "
                    + Arrays.stream(constants)
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))
                    + "."));
  }

  /**
   * A list of names, each once, separated by commas.
   *
   * @param id the name of each constant
   */
  static <E> SequencedSet<E> list(String name, String value, List<E> all, Function<E, String> id) {
    SequencedSet<E> found = new LinkedHashSet<>();
    for (String each : value.isEmpty() ? new String[0] : value.split(",", -1)) {
      E constant = all.stream().filter(one -> id.apply(one).equals(each)).findFirst().orElse(null);
      if (constant == null || !found.add(constant)) {
        List<String> names = all.stream().map(id).toList();
        throw invalid(
            name
                + " is invalid. Send some of "
                + String.join(", ", names)
                + ", each once, separated by commas."
                + NearNames.suggestion(each, names));
      }
    }
    return found;
  }

  /** Whether the report is CSV. */
  static boolean isCsv(@Nullable String format) {
    if (format == null || format.equals("json")) {
      return false;
    }
    if (!format.equals("csv")) {
      throw invalid("format is invalid. Send json or csv.");
    }
    return true;
  }

  static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(ErrorCode.INVALID_PARAMETER, detail));
  }
}
