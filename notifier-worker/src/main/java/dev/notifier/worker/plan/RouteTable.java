package dev.notifier.worker.plan;

import dev.notifier.contracts.PublishedRecord;
import dev.notifier.contracts.config.RouteConfig;
import dev.notifier.contracts.config.RouteConfig.RegisteredTemplates;
import dev.notifier.contracts.phone.MobileNumber;
import dev.notifier.templates.sms.CarrierText;
import dev.notifier.templates.sms.Concatenation;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.WireProfile;
import java.time.Instant;
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
  private final Map<String, Wishes> wishes;

  /**
   * What a route asks of a message.
   *
   * @param registeredOnly whether its carrier must have approved the template
   */
  private record Wishes(CarrierText text, boolean registeredOnly) {
    static final Wishes USUAL = new Wishes(CarrierText.USUAL, false);
  }

  RouteTable(Map<String, String> routeByPrefix, @Nullable String defaultRoute) {
    this(routeByPrefix, Map.of(), defaultRoute);
  }

  private RouteTable(
      Map<String, String> routeByPrefix,
      Map<String, Wishes> wishes,
      @Nullable String defaultRoute) {
    this.routeByPrefix = Map.copyOf(routeByPrefix);
    this.defaultRoute = defaultRoute;
    this.wishes = Map.copyOf(wishes);
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
    Map<String, Wishes> wishes = new HashMap<>();
    routes.forEach((name, route) -> wishes.put(name, wishes(route)));
    return new RouteTable(byPrefix, wishes, otherwise);
  }

  private static Wishes wishes(RouteConfig route) {
    RouteConfig.Message message = route.message();
    WireProfile profile =
        new WireProfile(
            Encoding.valueOf(message.alphabet().name()),
            Concatenation.valueOf(message.concatenation().name()));
    return new Wishes(
        new CarrierText(profile, message.refusedCharacters()),
        route.registeredTemplates() == RegisteredTemplates.REQUIRED);
  }

  /** How the route's texts are cut; a route that is not known any more takes the usual form. */
  WireProfile profile(String route) {
    return carrierText(route).profile();
  }

  /** What the route wants texts to look like. */
  CarrierText carrierText(String route) {
    return wishes.getOrDefault(route, Wishes.USUAL).text();
  }

  /** Whether a message of this template may take the route now, as far as its carrier is asked. */
  boolean mayCarry(String route, PublishedRecord template, Instant now) {
    return !wishes.getOrDefault(route, Wishes.USUAL).registeredOnly()
        || template.isRegistered(route, now);
  }

  /** The number's route, or null when it has none. */
  @Nullable String route(MobileNumber number) {
    String claimed = routeByPrefix.get(number.nationalPrefix());
    return claimed == null ? defaultRoute : claimed;
  }
}
