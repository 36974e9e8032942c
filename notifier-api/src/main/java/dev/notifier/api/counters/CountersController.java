package dev.notifier.api.counters;

import dev.notifier.api.http.Rfc3339;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.counters.CounterStore;
import dev.notifier.store.counters.CounterStore.Selection;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The requests of operators about counters. */
@RestController
final class CountersController {
  /** A query reads every counter of its hours. */
  static final Duration MAX_RANGE = Duration.ofDays(31);

  /** The names of routes and event types and the full names of templates have this form. */
  private static final Pattern NAME = Pattern.compile("(?=.{1,100}$)([a-z0-9~-]+/)?[a-z0-9.-]+");

  private final CounterStore store;

  CountersController(CounterStore store) {
    this.store = store;
  }

  @GetMapping("/v1/counters")
  @RequiresScope(Scope.REPORTS_READ)
  CountersDocument counters(
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String eventType,
      @RequestParam(required = false) @Nullable String template,
      @RequestParam(required = false) @Nullable String route,
      HttpServletRequest request) {
    Instant first = hour("from", from);
    Instant end = hour("to", to);
    if (!first.isBefore(end)) {
      throw invalid("to is not after from. Send a later one.");
    }
    if (first.plus(MAX_RANGE).isBefore(end)) {
      throw invalid("The range is longer than 31 days. Send several requests.");
    }
    Selection selection =
        new Selection(
            first,
            end,
            Caller.of(request).tenant(),
            name("eventType", eventType),
            name("template", template),
            name("route", route));
    return CountersDocument.of(selection, StoreAccess.call(() -> store.totals(selection)));
  }

  private static Instant hour(String name, @Nullable String value) {
    Instant time = value == null ? null : Rfc3339.parse(value);
    if (time == null || !time.equals(time.truncatedTo(ChronoUnit.HOURS))) {
      throw invalid(
          name
              + " is missing or invalid. Send a full hour of UTC in the format of RFC 3339, such as"
              + " 2026-12-01T08:00:00Z; in an offset, write + as %2B.");
    }
    return time;
  }

  private static @Nullable String name(String name, @Nullable String value) {
    if (value != null && !NAME.matcher(value).matches()) {
      throw invalid(name + " is invalid. Send 1 to 100 of a to z, 0 to 9, full stop and hyphen.");
    }
    return value;
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(ErrorCode.INVALID_PARAMETER, detail));
  }
}
