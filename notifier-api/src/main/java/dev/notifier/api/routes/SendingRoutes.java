package dev.notifier.api.routes;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.config.RouteConfig;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The routes of the configuration of this api, which is that of the workers. The database also has
 * those that were ever configured. Immutable.
 */
final class SendingRoutes {
  /** Of a message for an operator. */
  private static final int MAX_NAMES = 20;

  private final Map<String, RouteConfig> routes;

  SendingRoutes(Map<String, RouteConfig> routes) {
    this.routes = new TreeMap<>(routes);
  }

  /** The configuration of a route; null if there is none. */
  @Nullable RouteConfig find(String name) {
    return routes.get(name);
  }

  /** Whether workers may send over a route. */
  boolean sends(String name) {
    return routes.containsKey(name);
  }

  /**
   * Requires that workers may send over a route.
   *
   * @throws ProblemException with the names of routes that take the messages of others
   */
  void require(String name) {
    if (!sends(name)) {
      String names =
          routes.entrySet().stream()
              .filter(each -> !each.getValue().test())
              .limit(MAX_NAMES)
              .map(Map.Entry::getKey)
              .collect(Collectors.joining(", "));
      throw new ProblemException(
          Problem.of(
              ErrorCode.ROUTE_NOT_CONFIGURED,
              ErrorCode.ROUTE_NOT_CONFIGURED.detail()
                  + (names.isEmpty() ? "" : " Configured are: " + names + ".")));
    }
  }
}
