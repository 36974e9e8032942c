package dev.notifier.api.app;

import dev.notifier.api.security.Authenticator;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.ConfiguredKeys;
import dev.notifier.api.signin.password.CheaperPasswords;
import dev.notifier.config.NotifierConfig;
import dev.notifier.config.NotifierConfig.Operator;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.Database;
import dev.notifier.testing.TestKafka;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One api for all test classes of the JVM that need no settings other than operators and those of
 * this class: a start costs more than most of their tests. It starts at the first use and ends with
 * the JVM. Each class finds the tables as after a first start, except those of tenants, API keys
 * and cancellations, which the api knows from Kafka too. A class that changes what all tenants
 * share, such as the shipped templates and event types, has an api of its own.
 */
final class SharedApi {
  /** How many lines of a batch one person may release alone. */
  static final int RELEASE_LIMIT = 10;

  /** How many persons the directory of a tenant has at most. */
  static final int MAX_PERSONS = 4_500;

  /** Private addresses to which webhooks may be sent, at the ports 443 and 8443. */
  static final String ALLOWED_NETWORK = "10.20.0.0/16";

  private static final String START_CODE = "a-code-for-the-first-sign-in-0123456789";
  private static final String PREFIX = "--notifier.operators.";

  /** What the api itself writes, and what it would restore from Kafka. */
  private static final Set<String> KEPT =
      Set.of(
          "api_instances",
          "api_keys",
          "cancellations",
          "kafka_cluster",
          "stage_positions",
          "sweeps",
          "tenants");

  private static final String TABLES =
      """
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
      order by c.relname
      """;

  private static @Nullable SharedApi shared;

  private final Operators operators = new Operators();
  private final Database database;
  private final JdbcTemplate jdbc;
  private final List<String> cleared;

  /** Deletes the templates that a class has submitted. */
  private final String notShipped;

  private final RunningApi api;
  private final String consoleSession;

  /** The operators of the class that runs, instead of those of the configuration. */
  private static final class Operators implements Authenticator {
    private volatile ConfiguredKeys keys = ConfiguredKeys.of(NotifierConfig.NO_API_KEY, Map.of());

    @Override
    public Optional<Caller> callerOf(String token) {
      return keys.callerOf(token);
    }

    @Override
    public boolean acceptsUnknownTenants() {
      return true;
    }
  }

  private SharedApi() {
    String url = RunningApi.newStoreUrl();
    database =
        Database.open(
            new Database.Settings(url, "postgres", "", "test", 2, Duration.ofSeconds(30)));
    jdbc = new JdbcTemplate(database.dataSource());
    List<String> all = jdbc.query(TABLES, (row, _) -> row.getString(1));
    Set<String> shipped = Set.copyOf(withRows(all));
    cleared =
        all.stream().filter(table -> !shipped.contains(table) && !KEPT.contains(table)).toList();
    String templates =
        jdbc.queryForList("select quote_literal(id) from templates", String.class).stream()
            .collect(Collectors.joining(",", " not in (", ");"));
    notShipped =
        "delete from template_audit where template"
            + templates
            + "delete from template_versions where template"
            + templates
            + "delete from templates where id"
            + templates;
    api =
        RunningApi.start(
            this::register,
            TestKafka.shared().bootstrapServers(),
            url,
            "--spring.main.allow-bean-definition-overriding=true",
            "--notifier.batches.release-limit=" + RELEASE_LIMIT,
            "--notifier.limits.persons=" + MAX_PERSONS,
            "--notifier.http.allowed-networks=" + ALLOWED_NETWORK,
            "--notifier.http.allowed-ports=443,8443",
            "--notifier.console.start-code=" + START_CODE);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get("/v1/templates").json().path("templates").size() == 25);
    consoleSession = signInToConsole();
  }

  private void register(GenericApplicationContext context) {
    CheaperPasswords.register(context);
    context.registerBean("operatorsOfTheTest", Authenticator.class, () -> operators);
  }

  /** The api of the JVM, with the tables as after a first start and without operators. */
  static synchronized SharedApi cleared() {
    SharedApi found = shared;
    if (found == null) {
      found = new SharedApi();
      shared = found;
    }
    found.clear();
    found.operate();
    return found;
  }

  private void clear() {
    List<String> filled = withRows(cleared);
    String deletions =
        filled.stream().map(table -> "delete from " + table + ";").collect(Collectors.joining());
    // Without the triggers, so in any order.
    jdbc.execute(
        "begin; set local session_replication_role = replica;" + deletions + notShipped + "commit");
  }

  private List<String> withRows(List<String> tables) {
    String each =
        tables.stream()
            .map(table -> "select '%1$s' where exists (select from %1$s)".formatted(table))
            .collect(Collectors.joining(" union all "));
    return jdbc.query(each, (row, _) -> row.getString(1));
  }

  /**
   * Replaces the operators.
   *
   * @param settings as for an api of its own, such as {@code --notifier.operators.lan.key=…}
   */
  RunningApi operate(String... settings) {
    Map<String, Map<String, String>> byName = new TreeMap<>();
    for (String setting : settings) {
      if (!setting.startsWith(PREFIX)) {
        throw new IllegalArgumentException(
            setting + " needs an api of its own: the shared one has only operators");
      }
      String[] parts = setting.substring(PREFIX.length()).split("[.=]", 3);
      byName.computeIfAbsent(parts[0], _ -> new LinkedHashMap<>()).put(parts[1], parts[2]);
    }
    Map<String, Operator> made = new TreeMap<>();
    byName.forEach((name, values) -> made.put(name, operator(values)));
    operators.keys = ConfiguredKeys.of(NotifierConfig.NO_API_KEY, made);
    return api;
  }

  private static Operator operator(Map<String, String> values) {
    String scopes = values.getOrDefault("scopes", "");
    return new Operator(
        values.getOrDefault("key", ""),
        scopes.isEmpty()
            ? List.of()
            : Arrays.stream(scopes.split(",")).map(scope -> Scope.of(scope).orElseThrow()).toList(),
        values.getOrDefault("tenant", "default"));
  }

  /** The code is accepted once, and for half an hour after the start. */
  private String signInToConsole() {
    String cookie =
        api.send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + api.port() + "/console/start"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Sec-Fetch-Site", "same-origin")
                    .POST(BodyPublishers.ofString("code=" + START_CODE))
                    .build())
            .header("Set-Cookie");
    return cookie.substring(0, cookie.indexOf(';'));
  }

  /** The cookie of a session in the console, with the rights of the key of the configuration. */
  String consoleSession() {
    return consoleSession;
  }

  Database database() {
    return database;
  }
}
