package dev.notifier.worker.plan;

import dev.notifier.contracts.config.RouteConfig;
import dev.notifier.contracts.phone.MobileNumber;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which route a number takes: by its national prefix, or the default. Immutable. */
public final class RouteTable {
  private final Map<String, String> routeByPrefix;
  private final @Nullable String defaultRoute;

  RouteTable(Map<String, String> routeByPrefix, @Nullable String defaultRoute) {
    this.routeByPrefix = Map.copyOf(routeByPrefix);
    this.defaultRoute = defaultRoute;
  }

  /**
   * From the configuration.
   *
   * @param defaultRoute where a number goes that no prefix claims; empty for nowhere, or for the
   *     only route when there is but one
   */
  public static RouteTable of(Map<String, RouteConfig> routes, String defaultRoute) {
    Map<String, String> byPrefix = new HashMap<>();
    routes.forEach((name, route) -> route.prefixes().forEach(prefix -> byPrefix.put(prefix, name)));
    String otherwise = defaultRoute.isEmpty() ? null : defaultRoute;
    if (otherwise == null && routes.size() == 1) {
      otherwise = routes.keySet().iterator().next();
    }
    return new RouteTable(byPrefix, otherwise);
  }

  /** The number's route, or null when it has none. */
  @Nullable String route(MobileNumber number) {
    String claimed = routeByPrefix.get(number.nationalPrefix());
    return claimed == null ? defaultRoute : claimed;
  }
}
