package dev.notifier.api.planning;

import dev.notifier.config.MessageConfig;
import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteConfig.RegisteredTemplates;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.routes.RouteTakeover;
import dev.notifier.kafka.table.TableListener;
import dev.notifier.planning.NotificationPlanner;
import dev.notifier.planning.RouteSelector;
import dev.notifier.planning.RouteTraits;
import dev.notifier.templates.ReplyPlaceholders;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.Concatenation;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.WireProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The planner with the routes that are in force. The configuration names the routes, and their
 * settings are those on Kafka, which the workers use. Thread-safe; {@link #planner} does not block.
 */
public final class RouteSnapshot implements TableListener<RouteRecord> {
  private final Set<String> configured;
  private final String defaultRoute;
  private final ReplyPlaceholders replies;

  /** Used by the table's thread only. */
  private final Map<String, RouteRecord> routes = new HashMap<>();

  private volatile @Nullable NotificationPlanner planner;

  /**
   * @param configured the names of all routes
   * @param defaultRoute as in {@link RouteSelector#of}
   * @param replies how people answer the messages of a sender
   */
  public RouteSnapshot(Set<String> configured, String defaultRoute, ReplyPlaceholders replies) {
    this.configured = Set.copyOf(configured);
    this.defaultRoute = defaultRoute;
    this.replies = replies;
  }

  /** Returns null unless every configured route is known, and if none is configured. */
  @Nullable NotificationPlanner planner() {
    return planner;
  }

  @Override
  public void changed(String name, @Nullable RouteRecord route) {
    if (!configured.contains(name)) {
      return;
    }
    if (route == null) {
      routes.remove(name);
    } else {
      routes.put(name, route);
    }
    planner = routes.size() < configured.size() ? null : planner(takeovers());
  }

  private NotificationPlanner planner(Map<String, RouteTakeover> takeovers) {
    return new NotificationPlanner(
        RouteSelector.of(traits(), defaultRoute), replies, () -> takeovers);
  }

  private Map<String, RouteTakeover> takeovers() {
    Map<String, RouteTakeover> orders = new HashMap<>();
    for (RouteRecord route : routes.values()) {
      RouteTakeover order = route.takeover();
      if (order != null) {
        orders.put(route.name(), order);
      }
    }
    return Map.copyOf(orders);
  }

  private List<RouteTraits> traits() {
    return routes.values().stream().map(route -> traits(route.name(), route.settings())).toList();
  }

  private static RouteTraits traits(String name, RouteConfig route) {
    return new RouteTraits(
        name,
        route.prefixes(),
        carrierText(route.message()),
        route.registeredTemplates() == RegisteredTemplates.REQUIRED,
        route.test(),
        route.senders());
  }

  /** How the carrier of a route wants its texts. */
  public static CarrierTextSettings carrierText(MessageConfig message) {
    WireProfile profile =
        new WireProfile(
            Encoding.valueOf(message.alphabet().name()),
            Concatenation.valueOf(message.concatenation().name()));
    return new CarrierTextSettings(profile, message.rejectedCharacters());
  }
}
