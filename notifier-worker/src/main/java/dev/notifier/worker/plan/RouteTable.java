package dev.notifier.worker.plan;

import dev.notifier.contracts.config.RouteConfig;
import dev.notifier.contracts.phone.MobileNumber;
import dev.notifier.templates.sms.CarrierText;
import dev.notifier.templates.sms.Concatenation;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.WireProfile;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which route a number takes, by its national prefix or the default, and what each route wants
 * texts to look like. Immutable.
 */
public final class RouteTable {
  private final Map<String, String> routeByPrefix;
  private final @Nullable String defaultRoute;
  private final Map<String, WireProfile> profiles;

  RouteTable(Map<String, String> routeByPrefix, @Nullable String defaultRoute) {
    this(routeByPrefix, defaultRoute, Map.of());
  }

  RouteTable(
      Map<String, String> routeByPrefix,
      @Nullable String defaultRoute,
      Map<String, WireProfile> profiles) {
    this.routeByPrefix = Map.copyOf(routeByPrefix);
    this.defaultRoute = defaultRoute;
    this.profiles = Map.copyOf(profiles);
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
    Map<String, WireProfile> profiles = new HashMap<>();
    routes.forEach((name, route) -> profiles.put(name, profile(route.message())));
    return new RouteTable(byPrefix, otherwise, profiles);
  }

  private static WireProfile profile(RouteConfig.Message message) {
    return new WireProfile(
        Encoding.valueOf(message.alphabet().name()),
        Concatenation.valueOf(message.concatenation().name()));
  }

  /** How the route's texts are cut; a route that is not known any more takes the usual form. */
  WireProfile profile(String route) {
    return profiles.getOrDefault(route, WireProfile.USUAL);
  }

  /** What the route wants texts to look like. */
  CarrierText carrierText(String route) {
    return new CarrierText(profile(route), "");
  }

  /** The number's route, or null when it has none. */
  @Nullable String route(MobileNumber number) {
    String claimed = routeByPrefix.get(number.nationalPrefix());
    return claimed == null ? defaultRoute : claimed;
  }
}
