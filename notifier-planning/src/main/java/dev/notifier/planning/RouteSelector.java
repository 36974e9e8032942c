package dev.notifier.planning;

import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.WireProfile;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Selects the route of a number: by its national prefix, else the default route. Immutable. */
public final class RouteSelector {
  private final Map<String, String> routeByPrefix;
  private final @Nullable String defaultRoute;
  private final Map<String, RouteTraits> traits;

  private RouteSelector(
      Map<String, String> routeByPrefix,
      Map<String, RouteTraits> traits,
      @Nullable String defaultRoute) {
    this.routeByPrefix = Map.copyOf(routeByPrefix);
    this.traits = Map.copyOf(traits);
    this.defaultRoute = defaultRoute;
  }

  /**
   * Creates a selector.
   *
   * @param defaultRoute the route of a number whose prefix no route claims; empty selects the only
   *     route if there is exactly one, else none
   */
  public static RouteSelector of(Collection<RouteTraits> routes, String defaultRoute) {
    Map<String, String> byPrefix = new HashMap<>();
    Map<String, RouteTraits> byName = new HashMap<>();
    for (RouteTraits route : routes) {
      byName.put(route.name(), route);
      route.prefixes().forEach(prefix -> byPrefix.put(prefix, route.name()));
    }
    String otherwise = defaultRoute.isEmpty() ? null : defaultRoute;
    if (otherwise == null && byName.size() == 1) {
      otherwise = byName.keySet().iterator().next();
    }
    return new RouteSelector(byPrefix, byName, otherwise);
  }

  /** How the route's texts are segmented; an unknown route has the default profile. */
  public WireProfile profile(String route) {
    return carrierText(route).profile();
  }

  /** How the carrier of the route wants texts; an unknown route has the default settings. */
  public CarrierTextSettings carrierText(String route) {
    RouteTraits known = traits.get(route);
    return known == null ? CarrierTextSettings.DEFAULT : known.text();
  }

  /** Whether the route may carry messages of this template at this time. */
  public boolean mayCarry(String route, PublishedVersionRecord template, Instant now) {
    RouteTraits known = traits.get(route);
    return known == null || !known.registeredTemplatesOnly() || template.isRegistered(route, now);
  }

  /** The number's route, or null if it has none. */
  public @Nullable String route(MobileNumber number) {
    String claimed = routeByPrefix.get(number.nationalPrefix());
    return claimed == null ? defaultRoute : claimed;
  }
}
