package dev.notifier.api.routes;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be otherwise; null = as it is. Its values keep the bounds of {@link RouteConfig}
 * except those that depend on the route.
 */
record RoutePatch(
    @Nullable Integer rate,
    @Nullable Integer sessions,
    @Nullable Integer window,
    @Nullable Boolean paused) {
  static RoutePatch ofPaused(boolean paused) {
    return new RoutePatch(null, null, null, paused);
  }

  /**
   * The route with the changes.
   *
   * @throws ProblemException when the route cannot have so many sessions
   */
  RouteRecord apply(RouteRecord route) {
    RouteConfig spec = route.spec();
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
            sessions == null ? spec.sessions() : sessions,
            window == null ? spec.window() : window,
            rate == null ? spec.rate() : rate);
    return new RouteRecord(
        route.v(),
        route.name(),
        route.version(),
        limits,
        paused == null ? route.paused() : paused,
        route.rebind());
  }
}
