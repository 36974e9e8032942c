package dev.notifier.config;

import dev.notifier.contracts.Topics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.util.unit.DataSize;

/** The rules between keys: what is named must exist, what is claimed is claimed once. */
final class CrossFieldRules {
  private static final String ROUTES = "notifier.routes.";
  private static final String OPERATORS = "notifier.operators.";
  private static final Set<String> OUR_NAMES =
      Set.of("api", "configuration", "shipped", "schedule");
  private static final String DEFAULT_ROUTE = "notifier.default-route";
  private static final int ALPHANUMERIC = 5;
  private static final int MAX_ALPHANUMERIC_CHARACTERS = 11;
  private static final DataSize LARGEST_CALL = DataSize.ofMegabytes(16);
  private static final Set<String> TREATMENTS =
      Set.of("slow", "queue-full", "retry", "retry-few", "other-route", "rebind", "reject");

  private final Map<String, RouteConfig> routes;
  private final List<ConfigError> mistakes = new ArrayList<>();

  private CrossFieldRules(NotifierConfig config) {
    routes = new TreeMap<>(config.routes());
  }

  /**
   * What came of it.
   *
   * @param defaultRoute the configured one or the only one; empty when there is a mistake about it
   */
  record Outcome(String defaultRoute, List<ConfigError> mistakes) {}

  static Outcome check(NotifierConfig config) {
    CrossFieldRules rules = new CrossFieldRules(config);
    String defaultRoute = rules.defaultRoute(config.defaultRoute());
    rules.operators(config);
    rules.routes.forEach(rules::route);
    rules.prefixes();
    rules.sessions();
    rules.memory(config.intake().maxInFlight());
    return new Outcome(defaultRoute, rules.mistakes);
  }

  private String defaultRoute(String configured) {
    if (routes.isEmpty()) {
      add("notifier.routes", "there is no route", "Describe at least one carrier");
      return "";
    }
    if (configured.isEmpty() && routes.size() == 1) {
      return routes.keySet().iterator().next();
    }
    if (configured.isEmpty()) {
      add(DEFAULT_ROUTE, "there are several routes", "Name one of them here: " + names());
    } else if (!routes.containsKey(configured)) {
      add(DEFAULT_ROUTE, "there is no route \"" + configured + "\"", meant(configured));
    }
    return configured;
  }

  /** Who does something is known by the key: no two may have the same, nor a name of ours. */
  private void operators(NotifierConfig config) {
    Map<String, String> owners = new TreeMap<>();
    if (!config.apiKey().isEmpty()) {
      owners.put(config.apiKey(), "notifier.api-key");
    }
    new TreeMap<>(config.operators())
        .forEach((name, operator) -> {
          String key = OPERATORS + name;
          if (OUR_NAMES.contains(name)) {
            add(key, "this name is taken by the program itself", "Choose another name");
          }
          String owner = owners.putIfAbsent(operator.key(), key + ".key");
          if (owner != null && !operator.key().isEmpty()) {
            add(key + ".key", "it is the same as " + owner, "Give each a key of its own");
          }
        });
  }

  private void route(String name, RouteConfig route) {
    String key = ROUTES + name + ".";
    Set<String> seen = new HashSet<>();
    for (String other : route.failover()) {
      if (other.equals(name)) {
        add(key + "failover", "a route cannot stand in for itself", "Take it out");
      } else if (!routes.containsKey(other)) {
        add(key + "failover", "there is no route \"" + other + "\"", meant(other));
      } else if (!seen.add(other)) {
        add(key + "failover", "\"" + other + "\" stands there twice", "Keep one of them");
      }
    }
    if (route.sessions() > route.maxSessions()) {
      add(key + "sessions", "there are more than max-sessions", "Raise max-sessions or lower this");
    }
    if (route.source().ton() == ALPHANUMERIC
        && route.source().address().length() > MAX_ALPHANUMERIC_CHARACTERS) {
      add(
          key + "source.address",
          "a name has at most " + MAX_ALPHANUMERIC_CHARACTERS + " characters",
          "Shorten it, or set source.ton for a number");
    }
    route.message().tlvs().forEach((tag, octets) -> tlv(key + "message.tlvs." + tag, tag, octets));
    if (route.tls().certificate().isEmpty() != route.tls().privateKey().isEmpty()) {
      add(key + "tls", "certificate and private-key belong together", "Write both or none");
    }
    route
        .statusMap()
        .forEach((status, treatment) -> status(key + "status-map." + status, status, treatment));
  }

  private void tlv(String key, String tag, String octets) {
    if (!tag.matches("0x[0-9A-Fa-f]{4}")) {
      add(key, "this is not the tag of an optional parameter", "Write it like 0x1401, in quotes");
    }
    if (!octets.matches("([0-9A-Fa-f]{2}){0,255}")) {
      add(key, "these are not octets in hex", "Write two hex digits for each, in quotes");
    }
  }

  private void status(String key, String status, String treatment) {
    if (!status.matches("0x[0-9A-Fa-f]{1,8}")) {
      add(key, "this is not a command_status", "Write it like 0x45, in quotes");
    }
    if (!TREATMENTS.contains(treatment)) {
      add(
          key,
          "nobody knows how to do this",
          "Write slow, queue-full, retry, retry-few, other-route, rebind or reject");
    }
  }

  private void prefixes() {
    Map<String, String> owners = new TreeMap<>();
    routes.forEach((name, route) -> {
      for (String prefix : route.prefixes()) {
        String owner = owners.putIfAbsent(prefix, name);
        if (owner != null) {
          add(
              ROUTES + name + ".prefixes",
              prefix + " is claimed by \"" + owner + "\" already",
              "Leave it to one of them");
        }
      }
    });
  }

  private void sessions() {
    int slots = routes.values().stream().mapToInt(RouteConfig::sessions).sum();
    if (slots > Topics.BIND_SLOTS) {
      add(
          "notifier.routes",
          "their sessions add up to " + slots,
          "All together there can be " + Topics.BIND_SLOTS);
    }
  }

  private void memory(DataSize maxInFlight) {
    if (maxInFlight.compareTo(LARGEST_CALL) < 0) {
      add("notifier.intake.max-in-flight", "the largest call has no room", "Write at least 16MB");
    }
  }

  private String meant(String name) {
    return SpellingSuggestion.nearest(name, routes.keySet())
        .map(near -> "Did you mean " + near + "?")
        .orElseGet(() -> "There are: " + names());
  }

  private String names() {
    return String.join(", ", routes.keySet());
  }

  private void add(String key, String problem, String advice) {
    mistakes.add(new ConfigError(key, problem, advice));
  }
}
