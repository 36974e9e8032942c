package dev.notifier.api.routes;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A merge patch (RFC 7396) of a route; null = unchanged. */
record RoutePatch(
    @Nullable Integer rate,
    @Nullable Long sessions,
    @Nullable Integer window,
    @Nullable Boolean paused) {
  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "RoutePatch",
          new RequestSchema.Codes(ErrorCode.INVALID_SETTING, ErrorCode.UNKNOWN_SETTING));

  /**
   * Reads a patch.
   *
   * @throws ProblemException with all violations
   */
  static RoutePatch read(JsonNode body) {
    return SCHEMA.bind(body, RoutePatch.class);
  }

  static RoutePatch ofPaused(boolean paused) {
    return new RoutePatch(null, null, null, paused);
  }

  /**
   * Applies the patch.
   *
   * @throws ProblemException if the route cannot have this number of sessions
   */
  RouteRecord apply(RouteRecord route) {
    RouteConfig spec = route.settings();
    if (sessions != null && sessions > spec.maxSessions()) {
      String detail =
          "The route may have at most "
              + spec.maxSessions()
              + " sessions (max-sessions). Send fewer, or raise max-sessions in the configuration.";
      throw new ProblemException(
          Problem.of(List.of(new Violation("/sessions", ErrorCode.INVALID_SETTING, detail))));
    }
    RouteConfig limits =
        spec.withLimits(
            sessions == null ? spec.sessions() : Math.toIntExact(sessions),
            window == null ? spec.window() : window,
            rate == null ? spec.rate() : rate);
    return new RouteRecord(
        route.v(),
        route.name(),
        route.version(),
        limits,
        paused == null ? route.paused() : paused,
        route.rebind(),
        route.takeover());
  }
}
