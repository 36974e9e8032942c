package dev.notifier.config;

import dev.notifier.config.access.OidcConfig;
import dev.notifier.config.access.PasskeyRules;
import dev.notifier.config.access.PasskeysConfig;
import dev.notifier.config.addresses.HttpRules;
import dev.notifier.config.kafka.KafkaSecurityRules;
import dev.notifier.config.names.SpellingSuggestion;
import dev.notifier.config.prices.PriceRules;
import dev.notifier.config.replies.RepliesRules;
import dev.notifier.config.sources.SenderRules;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.access.ReservedNames;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.tenants.Tenants;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.util.unit.DataSize;

/** The rules between keys: references must exist, and exclusive values must be unique. */
final class CrossFieldRules {
  private static final String ROUTES = "notifier.routes.";
  private static final String KAFKA_SECURITY = "notifier.kafka.security.";
  private static final String OPERATORS = "notifier.operators.";
  private static final String DEFAULT_ROUTE = "notifier.default-route";
  private static final int ALPHANUMERIC_TON = 5;
  private static final int MAX_ALPHANUMERIC_CHARACTERS = 11;
  private static final DataSize MAX_REQUEST_SIZE = DataSize.ofMegabytes(16);

  /** The limit of the store. */
  private static final DataSize MAX_TENANT_TEMPLATES = DataSize.ofMegabytes(16);

  private static final Set<String> ACTIONS =
      Set.of("slow", "queue-full", "retry", "retry-few", "other-route", "rebind", "reject");

  private final Map<String, RouteConfig> routes;
  private final FaultyKeys faulty;
  private final Predicate<String> isSet;
  private final List<ConfigError> errors = new ArrayList<>();

  private CrossFieldRules(NotifierConfig config, FaultyKeys faulty, Predicate<String> isSet) {
    routes = new TreeMap<>(config.routes());
    this.faulty = faulty;
    this.isSet = isSet;
  }

  /**
   * The result of the check.
   *
   * @param defaultRoute the configured route or the only one; empty if there is an error
   */
  record Outcome(String defaultRoute, List<ConfigError> errors) {}

  /**
   * Checks the rules.
   *
   * @param faulty keys with an error of their own; rules that read one of them are left out
   * @param isSet whether a key has a value that is not the default
   */
  static Outcome check(NotifierConfig config, FaultyKeys faulty, Predicate<String> isSet) {
    CrossFieldRules rules = new CrossFieldRules(config, faulty, isSet);
    String defaultRoute = rules.defaultRoute(config.defaultRoute());
    rules.operators(config);
    rules.oidc(config.oidc());
    rules.passkeys(config.users().passkeys());
    rules.kafkaSecurity(config.kafka());
    rules.routes.forEach(rules::route);
    rules.prefixes();
    rules.accounts();
    rules.sessions();
    rules.atLeast(
        MAX_REQUEST_SIZE,
        "notifier.intake.max-in-flight",
        config.intake().maxInFlight(),
        "the largest request");
    rules.atLeast(
        MAX_TENANT_TEMPLATES,
        "notifier.limits.tenant-templates",
        config.limits().tenantTemplates(),
        "the limit of one tenant");
    rules.http(config.http());
    RepliesRules.check(config.replies(), rules::addUnlessFaulty);
    return new Outcome(defaultRoute, rules.errors);
  }

  private String defaultRoute(String configured) {
    if (faulty.containsAny("notifier.routes", DEFAULT_ROUTE)) {
      return "";
    }
    if (routes.isEmpty()) {
      add("notifier.routes", "there is no route", "Configure at least one carrier");
      return "";
    }
    List<String> live = routes.keySet().stream().filter(name -> !isTest(name)).toList();
    if (configured.isEmpty() && live.size() == 1) {
      return live.getFirst();
    }
    if (live.isEmpty()) {
      add("notifier.routes", "all routes are for tests", "Configure a route without test: true");
    } else if (configured.isEmpty()) {
      add(DEFAULT_ROUTE, "there are several routes", "Name one of them: " + names());
    } else if (isTest(configured)) {
      add(DEFAULT_ROUTE, "this route is for tests", "Name another route");
    } else if (!routes.containsKey(configured)) {
      add(DEFAULT_ROUTE, "there is no route \"" + configured + "\"", suggestion(configured));
    }
    return configured;
  }

  /** A key identifies the operator, so keys must be unique. Reserved names must not be used. */
  private void operators(NotifierConfig config) {
    Map<String, String> owners = new TreeMap<>();
    if (!config.apiKey().isEmpty()) {
      owners.put(config.apiKey(), "notifier.api-key");
    }
    new TreeMap<>(config.operators())
        .forEach((name, operator) -> {
          String key = OPERATORS + name;
          if (ReservedNames.contains(name)) {
            add(key, "this name is reserved", "Choose another name");
          }
          if (!Tenants.isNational(operator.tenant())
              && operator.scopes().contains(Scope.ALL_TENANTS_READ)) {
            add(
                key + ".scopes",
                "only operators of the tenant default can have all-tenants:read",
                "Remove the scope");
          }
          String owner = owners.putIfAbsent(operator.key(), key + ".key");
          if (owner != null && !operator.key().isEmpty()) {
            add(key + ".key", "it is the same as " + owner, "Give each operator a different key");
          }
        });
  }

  /** An issuer is useful only with its keys. */
  private void oidc(OidcConfig oidc) {
    boolean hasKeys = !oidc.jwkSetUri().isEmpty();
    if (oidc.isEnabled()
        && !hasKeys
        && !faulty.containsAny("notifier.oidc", "notifier.oidc.jwk-set-uri")) {
      add(
          "notifier.oidc.jwk-set-uri",
          "it is empty, but notifier.oidc.issuer is set",
          "Set the jwks_uri of the provider's openid-configuration");
    }
    if (!oidc.isEnabled() && hasKeys) {
      add(
          "notifier.oidc.issuer",
          "it is empty, but notifier.oidc.jwk-set-uri is set",
          "Set the iss of the provider's tokens, or remove both");
    }
  }

  private void passkeys(PasskeysConfig passkeys) {
    String section = "notifier.users.passkeys";
    if (!faulty.containsAny(section, section + ".relying-party-id", section + ".origins")) {
      for (PasskeyRules.Violation violation : PasskeyRules.check(passkeys)) {
        String key = section + "." + violation.key();
        if (!faulty.contains(key)) {
          add(key, violation.problem(), violation.advice());
        }
      }
    }
  }

  /** A wrong protocol or mechanism was replaced by the default, so nothing can follow from it. */
  private void kafkaSecurity(NotifierConfig.Kafka kafka) {
    if (faulty.containsAny(KAFKA_SECURITY + "protocol", KAFKA_SECURITY + "mechanism")) {
      return;
    }
    Predicate<String> isSecuritySet = key -> isSet.test(KAFKA_SECURITY + key);
    for (KafkaSecurityRules.Violation violation :
        KafkaSecurityRules.check(kafka.security(), isSecuritySet)) {
      String key = KAFKA_SECURITY + violation.key();
      if (!faulty.contains(key)) {
        add(key, violation.problem(), violation.advice());
      }
    }
  }

  /** A route for tests that took over would lose messages, or send those of tests to people. */
  private boolean isTest(String name) {
    RouteConfig route = routes.get(name);
    return route != null && route.test();
  }

  private void failover(String name, RouteConfig route, String key) {
    if (route.test() && !route.failover().isEmpty()) {
      add(key, "a route for tests has no failover", "Remove the list");
    }
    Set<String> seen = new HashSet<>();
    for (String other : route.failover()) {
      if (other.equals(name)) {
        add(key, "a route cannot fail over to itself", "Remove it from the list");
      } else if (!routes.containsKey(other)) {
        // The section may be misspelt, then its routes are not here.
        if (!faulty.contains("notifier.routes")) {
          add(key, "there is no route \"" + other + "\"", suggestion(other));
        }
      } else if (isTest(other)) {
        add(key, "\"" + other + "\" is for tests", "Remove it from the list");
      } else if (!seen.add(other)) {
        add(key, "\"" + other + "\" is listed twice", "Remove one of them");
      }
    }
  }

  private void route(String name, RouteConfig route) {
    String key = ROUTES + name + ".";
    failover(name, route, key + "failover");
    if (route.sessions() > route.maxSessions()
        && !faulty.containsAny(key + "sessions", key + "max-sessions")) {
      add(
          key + "sessions",
          "it is higher than max-sessions",
          "Raise max-sessions or lower sessions");
    }
    sources(route, key + "sources");
    if (route.source().ton() == ALPHANUMERIC_TON
        && route.source().address().length() > MAX_ALPHANUMERIC_CHARACTERS
        && !faulty.containsAny(key + "source.ton", key + "source.address")) {
      add(
          key + "source.address",
          "an alphanumeric address has at most " + MAX_ALPHANUMERIC_CHARACTERS + " characters",
          "Shorten it, or set source.ton to the type of a number");
    }
    route.message().tlvs().forEach((tag, value) -> tlv(key + "message.tlvs." + tag, tag, value));
    if (route.tls().certificate().isEmpty() != route.tls().privateKey().isEmpty()
        && !faulty.containsAny(key + "tls.certificate", key + "tls.private-key")) {
      add(key + "tls", "only one of certificate and private-key is set", "Set both or neither");
    }
    for (PriceRules.Violation violation : PriceRules.check(route.prices())) {
      String price = key + "prices[" + violation.index() + "]";
      if (!faulty.contains(price)) {
        add(price, violation.problem(), violation.advice());
      }
    }
    route
        .statusMap()
        .forEach((status, action) -> status(key + "status-map." + status, status, action));
  }

  private void sources(RouteConfig route, String key) {
    for (SenderRules.Violation violation :
        SenderRules.check(route.source().address(), route.sources())) {
      String sender = key + "[" + violation.index() + "]";
      if (!faulty.containsAny(sender + ".address", sender + ".ton")) {
        add(sender + ".address", violation.problem(), violation.advice());
      }
    }
  }

  private void tlv(String key, String tag, String value) {
    if (!tag.matches("0x[0-9A-Fa-f]{4}")) {
      add(
          key,
          "this is not the tag of an optional parameter",
          "Write a tag like 0x1401, in quotes");
    }
    if (!value.matches("([0-9A-Fa-f]{2}){0,255}")) {
      add(key, "these are not bytes in hex", "Write two hex digits per byte, in quotes");
    }
  }

  private void status(String key, String status, String action) {
    if (!status.matches("0x[0-9A-Fa-f]{1,8}")) {
      add(key, "this is not a command_status", "Write a status like 0x45, in quotes");
    }
    if (!ACTIONS.contains(action)) {
      add(
          key,
          "unknown action",
          "Use slow, queue-full, retry, retry-few, other-route, rebind or reject");
    }
  }

  private void prefixes() {
    Map<String, String> owners = new TreeMap<>();
    routes.forEach((name, route) -> {
      for (String prefix : route.prefixes()) {
        String owner = owners.putIfAbsent(route.test() ? "test " + prefix : prefix, name);
        if (owner != null) {
          add(
              ROUTES + name + ".prefixes",
              prefix + " already belongs to the route \"" + owner + "\"",
              "Remove it from one of them");
        }
      }
    });
  }

  /**
   * Routes with the same login are one account: a receipt may arrive on the link of any of them, so
   * they must interpret it in the same way.
   */
  private void accounts() {
    Map<String, String> first = new TreeMap<>();
    routes.forEach((name, route) -> {
      String key = ROUTES + name + ".";
      if (faulty.containsAny(key + "host", key + "port", key + "system-id")) {
        return;
      }
      String login = route.account();
      String other = first.putIfAbsent(login, name);
      if (other != null) {
        RouteConfig otherRoute = Objects.requireNonNull(routes.get(other));
        agree(name, "message-id-format", other, route, otherRoute, RouteConfig::messageIdFormat);
        agree(name, "receipts-per", other, route, otherRoute, RouteConfig::receiptsPer);
        agree(name, "receipts-number", other, route, otherRoute, RouteConfig::receiptsNumber);
      }
    });
  }

  private void agree(
      String name,
      String key,
      String other,
      RouteConfig route,
      RouteConfig otherRoute,
      Function<RouteConfig, Object> setting) {
    if (!setting.apply(route).equals(setting.apply(otherRoute))
        && !faulty.containsAny(ROUTES + name + "." + key, ROUTES + other + "." + key)) {
      add(
          ROUTES + name + "." + key,
          "the route \"" + other + "\" has the same host, port and system-id, but another " + key,
          "Set the same value for both; their receipts may arrive on either link");
    }
  }

  private void sessions() {
    int slots = routes.values().stream().mapToInt(RouteConfig::sessions).sum();
    if (slots > Topics.MAX_BIND_SLOTS) {
      add(
          "notifier.routes",
          "the routes have " + slots + " sessions",
          "Configure at most " + Topics.MAX_BIND_SLOTS + " sessions for all routes together");
    }
  }

  private void atLeast(DataSize least, String key, DataSize size, String what) {
    if (size.compareTo(least) < 0) {
      add(key, "it is smaller than " + what, "Set at least " + least.toMegabytes() + "MB");
    }
  }

  private void http(NotifierConfig.Http http) {
    for (HttpRules.Violation violation :
        HttpRules.check(
            http.trustedProxies(),
            http.allowedNetworks(),
            http.allowedPorts(),
            http.trustCertificates())) {
      addUnlessFaulty("notifier.http." + violation.key(), violation.problem(), violation.advice());
    }
  }

  private String suggestion(String name) {
    return SpellingSuggestion.nearest(name, routes.keySet())
        .map(near -> "Did you mean " + near + "?")
        .orElseGet(() -> "The routes are: " + names());
  }

  private String names() {
    return String.join(", ", routes.keySet());
  }

  private void addUnlessFaulty(String key, String problem, String advice) {
    if (!faulty.contains(key)) {
      add(key, problem, advice);
    }
  }

  private void add(String key, String problem, String advice) {
    errors.add(new ConfigError(key, problem, advice));
  }
}
