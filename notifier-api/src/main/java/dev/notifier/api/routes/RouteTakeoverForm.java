package dev.notifier.api.routes;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.routes.RouteTakeover;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A request that a route takes over the messages of the others. */
record RouteTakeoverForm(String messages, OffsetDateTime until, String reason) {
  /** What lasts longer is a change of the configuration. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "RouteTakeover",
          new RequestSchema.Codes(ErrorCode.INVALID_SETTING, ErrorCode.UNKNOWN_SETTING));

  /**
   * Reads a form.
   *
   * @throws ProblemException with all violations
   */
  static RouteTakeoverForm read(JsonNode body) {
    return SCHEMA.bind(body, RouteTakeoverForm.class);
  }

  /**
   * Orders it.
   *
   * @param by the name of the operator
   * @throws ProblemException if the time is wrong, or if the route is for tests
   */
  RouteRecord apply(RouteRecord route, String by, Instant now) {
    if (route.settings().test()) {
      throw invalid("", "The route is for tests, and no other message takes it. Name another one.");
    }
    Instant end = until.toInstant().truncatedTo(ChronoUnit.SECONDS);
    if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
      throw invalid("/until", "This time is not in the next 7 days. Send another one.");
    }
    return route.withTakeover(
        new RouteTakeover(
            RouteTakeover.Messages.of(messages).orElseThrow(),
            end,
            now.truncatedTo(ChronoUnit.MILLIS),
            by,
            reason.strip()));
  }

  private static ProblemException invalid(String pointer, String detail) {
    return new ProblemException(
        Problem.of(List.of(new Violation(pointer, ErrorCode.INVALID_SETTING, detail))));
  }
}
