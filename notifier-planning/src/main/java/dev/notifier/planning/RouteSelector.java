package dev.notifier.planning;

import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.numbers.Carrier;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.WireProfile;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Selects the route of a number: that of its national prefix or, if the number was ported, of a
 * prefix of its carrier, else the default route. An answer takes a route that may send from its
 * address. Messages of tests take routes for tests only, and no other message takes one. Immutable.
 */
public final class RouteSelector {
  private final Choice live;
  private final Choice test;
  private final Map<String, RouteTraits> traits;

  private RouteSelector(Choice live, Choice test, Map<String, RouteTraits> traits) {
    this.live = live;
    this.test = test;
    this.traits = Map.copyOf(traits);
  }

  /**
   * The routes of one kind.
   *
   * @param byCarrier the routes of ported numbers: of the first prefix of their carrier that a
   *     route claims
   * @param otherwise the route of other prefixes; null for none
   */
  private record Choice(
      List<RouteTraits> routes,
      Map<String, String> byPrefix,
      Map<Carrier, String> byCarrier,
      @Nullable String otherwise) {
    static Choice of(List<RouteTraits> routes, @Nullable String otherwise) {
      Map<String, String> byPrefix = new HashMap<>();
      for (RouteTraits route : routes) {
        route.prefixes().forEach(prefix -> byPrefix.put(prefix, route.name()));
      }
      Map<Carrier, String> byCarrier = new EnumMap<>(Carrier.class);
      for (Carrier carrier : Carrier.values()) {
        carrier.prefixes().stream()
            .map(byPrefix::get)
            .filter(Objects::nonNull)
            .findFirst()
            .ifPresent(route -> byCarrier.put(carrier, route));
      }
      return new Choice(routes, Map.copyOf(byPrefix), Map.copyOf(byCarrier), otherwise);
    }

    @Nullable String route(MobileNumber number, @Nullable Carrier carrier) {
      String claimed =
          carrier == null || carrier == Carrier.original(number)
              ? byPrefix.get(number.nationalPrefix())
              : byCarrier.get(carrier);
      return claimed == null ? otherwise : claimed;
    }

    boolean dependsOnNumber() {
      return byPrefix.values().stream().anyMatch(route -> !route.equals(otherwise));
    }

    /** A single route may send from every address. */
    @Nullable String answerRoute(
        MobileNumber number, @Nullable Carrier carrier, ReplyOrigin reply) {
      List<String> able =
          routes.stream()
              .filter(route -> routes.size() == 1 || route.senders().contains(reply.address()))
              .map(RouteTraits::name)
              .toList();
      if (reply.route() != null && able.contains(reply.route())) {
        return reply.route();
      }
      String own = route(number, carrier);
      if (own != null && able.contains(own)) {
        return own;
      }
      return able.isEmpty() ? null : able.getFirst();
    }
  }

  /**
   * Creates a selector.
   *
   * @param defaultRoute the route of a number whose prefix no route claims; empty selects the only
   *     route if there is exactly one, else none. For tests, it is the first route by name
   */
  public static RouteSelector of(Collection<RouteTraits> routes, String defaultRoute) {
    Map<String, RouteTraits> byName = new TreeMap<>();
    routes.forEach(route -> byName.put(route.name(), route));
    List<RouteTraits> live = byName.values().stream().filter(route -> !route.test()).toList();
    List<RouteTraits> test = byName.values().stream().filter(RouteTraits::test).toList();
    String otherwise = defaultRoute.isEmpty() ? null : defaultRoute;
    if (otherwise == null && live.size() == 1) {
      otherwise = live.getFirst().name();
    }
    return new RouteSelector(
        Choice.of(live, otherwise),
        Choice.of(test, test.isEmpty() ? null : test.getFirst().name()),
        byName);
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

  /** The address of the route; null if the route is unknown. */
  public @Nullable String sender(String route) {
    RouteTraits known = traits.get(route);
    return known == null || known.senders().isEmpty() ? null : known.senders().getFirst();
  }

  /** Whether it is a route that is not for tests. */
  public boolean isLive(String route) {
    RouteTraits known = traits.get(route);
    return known != null && !known.test();
  }

  /** Whether the route may carry messages of this template at this time. */
  public boolean mayCarry(String route, PublishedVersionRecord template, Instant now) {
    RouteTraits known = traits.get(route);
    return known == null || !known.registeredTemplatesOnly() || template.isRegistered(route, now);
  }

  /** Whether different numbers may take different routes. */
  public boolean dependsOnNumber() {
    return live.dependsOnNumber() || test.dependsOnNumber();
  }

  /**
   * Whether different numbers may take different routes.
   *
   * @param isTest whether of the routes for tests
   */
  public boolean dependsOnNumber(boolean isTest) {
    return (isTest ? test : live).dependsOnNumber();
  }

  /** The route of a number that was not ported, or null if it has none. */
  public @Nullable String route(MobileNumber number) {
    return route(number, null);
  }

  /**
   * The number's route, or null if it has none.
   *
   * @param carrier with which the number is; null if only its prefix is known
   */
  public @Nullable String route(MobileNumber number, @Nullable Carrier carrier) {
    return live.route(number, carrier);
  }

  /**
   * The route of an answer, or null if none may send from its address: that on which the person's
   * message came, else that of the number, else the first by name.
   *
   * @param carrier with which the number is; null if only its prefix is known
   * @param test whether it answers a message of a test
   */
  public @Nullable String answerRoute(
      MobileNumber number, @Nullable Carrier carrier, ReplyOrigin reply, boolean test) {
    return (test ? this.test : live).answerRoute(number, carrier, reply);
  }

  /** As {@link #route}, of a message of a test; null if no route is for tests. */
  public @Nullable String testRoute(MobileNumber number, @Nullable Carrier carrier) {
    return test.route(number, carrier);
  }
}
