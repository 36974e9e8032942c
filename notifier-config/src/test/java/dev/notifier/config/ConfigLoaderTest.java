package dev.notifier.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import tools.jackson.databind.json.JsonMapper;

class ConfigLoaderTest {
  private static final Map<String, Object> GOOD =
      Map.of(
          "notifier.api-key", "api-secret-value-of-32-characters",
          "notifier.privacy-key", "privacy-secret-value",
          "notifier.kafka.bootstrap-servers", "127.0.0.1:9092",
          "notifier.postgres.url", "jdbc:postgresql://127.0.0.1:5432/notifier",
          "notifier.postgres.password", "postgres-secret-value");

  @Test
  void withoutRoutesTheShippedRouteIsUsed() {
    NotifierConfig config = load(Map.of());

    assertThat(config.routes()).containsOnlyKeys("viettel");
    assertThat(config.defaultRoute()).isEqualTo("viettel");
    RouteConfig route = requireNonNull(config.routes().get("viettel"));
    assertThat(route.port()).isEqualTo(2775);
    assertThat(route.password()).isEqualTo("secret");
    assertThat(route.prefixes()).hasSize(12).startsWith("086").endsWith("039");
    assertThat(route.statusMap()).isEqualTo(Map.of("0x45", "retry"));
    assertThat(route.noReceiptAfter()).isEqualTo(Duration.ofDays(2));
    assertThat(route.source()).isEqualTo(new SourceConfig("BHXHVN", 5, 0));
  }

  @Test
  void configuredRoutesReplaceTheShippedRoute() {
    NotifierConfig config = load(Map.of("notifier.routes.vina-1.host", "smsc.example"));

    assertThat(config.routes()).containsOnlyKeys("vina-1");
    assertThat(config.defaultRoute()).isEqualTo("vina-1");
    RouteConfig route = requireNonNull(config.routes().get("vina-1"));
    assertThat(route.prefixes()).isEmpty();
    assertThat(route.window()).isEqualTo(100);
  }

  /** Containers pass each secret as a file that is named like its key. */
  @Test
  void secretsCanBeFiles(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("notifier.api-key"), "from-a-file-with-at-least-32-characters\n");
    Files.writeString(
        folder.resolve("notifier.operators.lan.key"), "thirty-two-characters-and-more-of-lan\n");
    Files.writeString(folder.resolve("notifier.routes.a.password"), "of-a\n");
    NotifierConfig config = ConfigLoader.load(withFiles(folder));

    assertThat(config.apiKey()).isEqualTo("from-a-file-with-at-least-32-characters");
    assertThat(requireNonNull(config.operators().get("lan")).key())
        .isEqualTo("thirty-two-characters-and-more-of-lan");
    assertThat(requireNonNull(config.routes().get("a")).password()).isEqualTo("of-a");
    assertThat(config.postgres().migration()).isEqualTo(NotifierConfig.Migration.AT_START);
  }

  @Test
  void aFileWithAnUnknownNameIsAnErrorWhoseContentIsNotShown(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("notifier.api-keys"), "hidden-in-the-file");

    ConfigurationException refused =
        catchThrowableOfType(
            ConfigurationException.class, () -> ConfigLoader.load(withFiles(folder)));

    assertThat(refused).hasMessageContaining("notifier.api-keys").hasMessageNotContaining("hidden");
  }

  private static StandardEnvironment withFiles(Path folder) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addLast(new MapPropertySource("good", GOOD));
    environment
        .getPropertySources()
        .addFirst(
            new ConfigTreePropertySource(
                "files", folder, ConfigTreePropertySource.Option.AUTO_TRIM_TRAILING_NEW_LINE));
    return environment;
  }

  @Test
  void allSpellingsOfAKeyAreAccepted() {
    NotifierConfig config =
        load(
            Map.of(
                "notifier.intake.kafkaTimeout",
                "7s",
                "notifier.routes.a.bind",
                "transceiver",
                "notifier.routes.a.prefixes[0]",
                "086",
                "notifier.routes.a.status-map.0x14",
                "reject"));

    assertThat(config.intake().kafkaTimeout()).isEqualTo(Duration.ofSeconds(7));
    RouteConfig route = requireNonNull(config.routes().get("a"));
    assertThat(route.bind()).isEqualTo(RouteConfig.BindMode.TRANSCEIVER);
    assertThat(route.prefixes()).containsExactly("086");
    assertThat(route.statusMap()).containsEntry("0x14", "reject");
  }

  @Test
  void environmentVariablesAreReadAndUnknownOnesIgnored() {
    StandardEnvironment environment = environment(Map.of());
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of(
                    "NOTIFIER_INTAKE_KAFKA_TIMEOUT", "9s",
                    "NOTIFIER_ROUTES_VIETTEL_SYSTEM_ID", "agency",
                    "NOTIFIER_API_SERVICE_HOST", "10.0.0.1")));

    NotifierConfig config = ConfigLoader.load(environment);

    assertThat(config.intake().kafkaTimeout()).isEqualTo(Duration.ofSeconds(9));
    assertThat(config.routes().get("viettel"))
        .isNotNull()
        .extracting(RouteConfig::systemId)
        .isEqualTo("agency");
  }

  @Test
  void allErrorsAreReportedAtOnce() {
    Map<String, Object> bad = new HashMap<>();
    bad.put("notifier.api-key", "");
    bad.put("notifier.privacy-key", "short-secret");
    bad.put("notifier.kafka.bootstrap-server", "127.0.0.1:9092");
    bad.put("notifier.kafka.bootstrap-servers", "nowhere");
    bad.put("notifier.postgres", "jdbc:postgresql://127.0.0.1/x");
    bad.put("notifier.intake.kafka-timeout", "soon");
    bad.put("notifier.intake.max-in-flight", "much");
    bad.put("notifier.worker.session-timeout", "1m");
    bad.put("notifier.routes.a.port", "abc");
    bad.put("notifier.routes.a.bind", "both");
    bad.put("notifier.routes.a.tls.enabled", "perhaps");
    bad.put("notifier.routes.a.window", "0");
    bad.put("notifier.routes.a.sessions", "20");
    bad.put("notifier.routes.a.password", "longer-than-sixty-four".repeat(3));
    bad.put("notifier.routes.a.prefixes", "086,96");
    bad.put("notifier.routes.a.failover", "c,a");
    bad.put("notifier.routes.a.status-map.69", "retry");
    bad.put("notifier.routes.b.prefixes", "086");
    bad.put("notifier.routes.b.source.address", "AVeryLongSender");
    bad.put("notifier.routes.b.host.name", "x");
    bad.put("notifier.routes.b.system-id", "${NOT_SET_ANYWHERE}");
    bad.put("notifier.routes.C.port", "1");
    bad.put("notifier.default-route", "bb");
    bad.put("notifer.api-key", "x");
    bad.put("server.port", "80800");

    ConfigurationException refused = refused(bad);

    assertThat(refused.errors())
        .extracting(ConfigError::key)
        .containsExactlyInAnyOrder(
            "notifier.api-key",
            "notifier.privacy-key",
            "notifier.kafka.bootstrap-server",
            "notifier.kafka.bootstrap-servers",
            "notifier.postgres",
            "notifier.intake.kafka-timeout",
            "notifier.intake.max-in-flight",
            "notifier.worker.session-timeout",
            "notifier.routes.a.port",
            "notifier.routes.a.bind",
            "notifier.routes.a.tls.enabled",
            "notifier.routes.a.window",
            "notifier.routes.a.sessions",
            "notifier.routes.a.password",
            "notifier.routes.a.prefixes[1]",
            "notifier.routes.a.failover",
            "notifier.routes.a.failover",
            "notifier.routes.a.status-map.69",
            "notifier.routes.b.prefixes",
            "notifier.routes.b.source.address",
            "notifier.routes.b.host.name",
            "notifier.routes.b.system-id",
            "notifier.routes.C",
            "notifier.default-route",
            "notifer.api-key",
            "server.port");
    assertThat(refused)
        .hasMessageStartingWith("The configuration has 26 errors:")
        .hasMessageContaining("a.port: \"abc\" is not valid. Write a whole number.")
        .hasMessageContaining("b.system-id: the variable of its placeholder is not set");
    assertThat(refused.getMessage()).doesNotContain("${");
    assertThat(refused.getExitCode()).isEqualTo(1);
  }

  @Test
  void theApiKeyIsASecretOrNone() {
    assertThat(load(Map.of("notifier.api-key", "none")).apiKey()).isEqualTo("none");
    assertThat(refused(Map.of("notifier.api-key", "off")).errors())
        .extracting(ConfigError::key)
        .containsExactly("notifier.api-key");
  }

  @Test
  void aRouteForTestsIsNoOtherRoute() {
    NotifierConfig good =
        load(
            Map.of(
                "notifier.routes.a.prefixes", "086",
                "notifier.routes.t.test", "true",
                "notifier.routes.t.prefixes", "086"));
    assertThat(good.defaultRoute()).isEqualTo("a");
    assertThat(good.routes().get("t")).extracting(RouteConfig::test).isEqualTo(true);
    assertThat(JsonMapper.shared().writeValueAsString(good.routes().get("t")))
        .contains("\"test\":true");
    assertThat(JsonMapper.shared().writeValueAsString(good.routes().get("a")))
        .as("the digest of a route that is known to older releases")
        .doesNotContain("\"test\"");

    ConfigurationException refused =
        refused(
            Map.of(
                "notifier.default-route", "t",
                "notifier.routes.a.failover", "t",
                "notifier.routes.t.failover", "a",
                "notifier.routes.t.test", "true"));

    assertThat(refused.errors())
        .extracting(ConfigError::key)
        .containsExactlyInAnyOrder(
            "notifier.default-route", "notifier.routes.a.failover", "notifier.routes.t.failover");
  }

  @Test
  void operatorsMustHaveDifferentKeys() {
    NotifierConfig good =
        load(
            Map.of(
                "notifier.operators.lan.key", "a-key-of-thirty-two-characters-1",
                "notifier.operators.minh.key", "a-key-of-thirty-two-characters-2"));
    assertThat(good.operators()).containsOnlyKeys("lan", "minh");
    assertThat(good.toString() + good.operators()).doesNotContain("thirty-two");

    Map<String, Object> bad = new HashMap<>(GOOD);
    bad.put("notifier.operators.a.key", "a-key-of-thirty-two-characters-1");
    bad.put("notifier.operators.b.key", "a-key-of-thirty-two-characters-1");
    bad.put("notifier.operators.c.key", "too-short");
    bad.put("notifier.operators.d.key", "api-secret-value-of-32-characters");
    bad.put("notifier.operators.api.key", "a-key-of-thirty-two-characters-3");
    bad.put("notifier.operators.e.key", "a-key-of-thirty-two-characters-4");
    bad.put("notifier.operators.e.tenant", "son-la");
    bad.put("notifier.operators.e.scopes", "all-tenants:read");
    ConfigurationException refused = refused(bad);
    assertThat(refused.errors())
        .extracting(ConfigError::key)
        .containsExactlyInAnyOrder(
            "notifier.operators.b.key",
            "notifier.operators.c.key",
            "notifier.operators.d.key",
            "notifier.operators.e.scopes",
            "notifier.operators.api");
    assertThat(refused.getMessage()).doesNotContain("thirty-two", "too-short", "secret-value");
  }

  /** SMPP 3.4 allows 15, 8 and 12 characters; SMSCs accept more. */
  @Test
  void longCredentialsAreAcceptedWithAWarning() {
    NotifierConfig config =
        load(
            Map.of(
                "notifier.default-route", "a",
                "notifier.routes.a.system-id", "s".repeat(64),
                "notifier.routes.a.password", "p".repeat(64),
                "notifier.routes.a.system-type", "t".repeat(64),
                "notifier.routes.b.system-id", "s".repeat(15),
                "notifier.routes.b.password", "12345678",
                "notifier.routes.b.system-type", "t".repeat(12),
                "notifier.routes.c.password", "nine-char"));

    assertThat(ConfigWarnings.of(config))
        .containsExactly(
            "notifier.routes.a: SMPP 3.4 does not allow the length of system-id (more than 15"
                + " characters) and password (more than 8 characters) and system-type (more than 12"
                + " characters). If the carrier rejects the bind, check it",
            "notifier.routes.c: SMPP 3.4 does not allow the length of password (more than 8"
                + " characters). If the carrier rejects the bind, check it");
  }

  @ParameterizedTest
  @CsvSource({"system-id", "password", "system-type"})
  void credentialsHaveAtMost64Characters(String key) {
    assertThat(refused(Map.of("notifier.routes.a." + key, "x".repeat(65))).errors())
        .extracting(ConfigError::key)
        .containsExactly("notifier.routes.a." + key);
  }

  @Test
  void secretsAreNeverShown() {
    Map<String, Object> bad = new HashMap<>(GOOD);
    bad.put("notifier.privacy-key", "short-secret");
    bad.put("notifier.routes.a.password", "secret-of-a-route".repeat(4));
    bad.put("notifier.passwort", "misspelt-secret");
    bad.put("notifier.postgres.pasword", "misspelt-secret");
    bad.put("notifier.routes.b", "misplaced-secret");

    String message = refused(bad).getMessage();

    assertThat(message)
        .doesNotContain("short-secret", "secret-of-a-route", "misspelt", "misplaced");
    assertThat(load(Map.of()).toString())
        .doesNotContain("api-secret", "privacy-secret", "postgres-secret", "=secret");
  }

  @ParameterizedTest
  @CsvSource({
    "notifier.kafka.bootstrap-server, notifier.kafka.bootstrap-servers",
    "notifier.postgress.url, notifier.postgres",
    "notifier.routes.a.sesions, notifier.routes.a.sessions",
    "notifier.routes.a.source.adress, notifier.routes.a.source.address",
    "notifier.privacykeys, notifier.privacy-key",
    "notifer.api-key, notifier.…",
  })
  void theRightKeyIsSuggestedForAMisspeltOne(String wrong, String right) {
    Map<String, Object> more = new HashMap<>();
    more.put(wrong, "x");

    assertThat(refused(more).getMessage()).contains("Did you mean " + right + "?");
  }

  @Test
  void severalRoutesRequireAnExistingDefault() {
    Map<String, Object> routes =
        Map.of("notifier.routes.vina.host", "a", "notifier.routes.mobi.host", "b");

    assertThat(refused(routes).getMessage()).contains("notifier.default-route", "mobi, vina");
    Map<String, Object> wrong = new HashMap<>(routes);
    wrong.put("notifier.default-route", "vin");
    assertThat(refused(wrong).getMessage()).contains("Did you mean vina?");
    wrong.put("notifier.default-route", "mobi");
    assertThat(load(wrong).defaultRoute()).isEqualTo("mobi");
  }

  @Test
  void routesOfOneAccountMustInterpretReceiptsInTheSameWay() {
    Map<String, Object> routes = new HashMap<>();
    routes.put("notifier.default-route", "a");
    for (String route : List.of("a", "b", "c")) {
      routes.put("notifier.routes." + route + ".host", route.equals("b") ? "SMSC.x" : "smsc.x");
      routes.put("notifier.routes." + route + ".system-id", route.equals("c") ? "other" : "one");
      routes.put("notifier.routes." + route + ".rate", route.equals("a") ? 10 : 20);
    }
    assertThat(load(routes).routes()).hasSize(3);
    routes.put("notifier.routes.a.message-id-format", "as-is");
    routes.put("notifier.routes.b.receipts-per", "message");
    routes.put("notifier.routes.c.receipts-number", "ignore");

    ConfigurationException failure =
        catchThrowableOfType(ConfigurationException.class, () -> load(routes));

    assertThat(failure.errors())
        .extracting(ConfigError::key)
        .containsExactly("notifier.routes.b.message-id-format", "notifier.routes.b.receipts-per");
    assertThat(failure.getMessage())
        .contains("the route \"a\" has the same host, port and system-id");
  }

  @Test
  void anEmptyRoutesBlockIsAnError() {
    assertThat(refused(Map.of("notifier.routes", "")).getMessage()).contains("there is no route");
  }

  @Test
  void aProgramCanRequireKeys() {
    StandardEnvironment environment = environment(Map.of("notifier.api-key", " "));

    assertThat(ConfigLoader.load(environment).apiKey()).isBlank();
    ConfigurationException refused =
        catchThrowableOfType(
            ConfigurationException.class, () -> ConfigLoader.load(environment, "notifier.api-key"));
    assertThat(refused.errors()).extracting(ConfigError::key).containsExactly("notifier.api-key");
  }

  @Test
  void aFailedStartPrintsTheErrorsInsteadOfAStackTrace() {
    List<FailureAnalyzer> analyzers =
        SpringFactoriesLoader.forDefaultResourceLocation()
            .load(FailureAnalyzer.class, (type, name, failure) -> {});
    assertThat(analyzers).hasAtLeastOneElementOfType(ConfigurationFailureAnalyzer.class);

    var analysis =
        requireNonNull(
            new ConfigurationFailureAnalyzer().analyze(refused(Map.of("notifier.x", "1"))));
    assertThat(analysis.getDescription()).contains("1 error:", "notifier.x");
  }

  private static NotifierConfig load(Map<String, Object> more) {
    return ConfigLoader.load(environment(more), "notifier.api-key");
  }

  private static ConfigurationException refused(Map<String, Object> more) {
    return catchThrowableOfType(ConfigurationException.class, () -> load(more));
  }

  /** The valid configuration with changes, without the variables of the machine. */
  private static StandardEnvironment environment(Map<String, Object> more) {
    Map<String, Object> all = new TreeMap<>(GOOD);
    all.putAll(more);
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().stream()
        .map(source -> source.getName())
        .toList()
        .forEach(environment.getPropertySources()::remove);
    environment.getPropertySources().addFirst(new MapPropertySource("file", all));
    return environment;
  }
}
