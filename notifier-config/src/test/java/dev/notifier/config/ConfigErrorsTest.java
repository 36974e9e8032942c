package dev.notifier.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** Which errors of a configuration file are reported, and that only their causes are. */
class ConfigErrorsTest {
  private static final String GOOD =
      """
      notifier.api-key: api-secret-value-of-32-characters
      notifier.kafka.bootstrap-servers: "127.0.0.1:9092"
      notifier.postgres.url: "jdbc:postgresql://127.0.0.1:5432/notifier"
      """;
  private static final String PRIVACY_KEY = "notifier.privacy-key: privacy-secret-value\n";

  /** Settings of another program in the same file. */
  record Other(
      @DefaultValue("1")
          @Min(value = 1, message = "must be from 1 to 9") @Max(value = 9, message = "must be from 1 to 9") int first,
      @DefaultValue("2")
          @Min(value = 1, message = "must be from 1 to 9") @Max(value = 9, message = "must be from 1 to 9") int second) {}

  /** The minimum of notifications is that of the topics with the same personal data. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "notifications: 29d | notifications",
        "notifications: 3651d | notifications",
        "digests: 69d | digests",
        "digests: 367d | digests",
        "inbound: 29d | inbound",
      })
  void aRetentionThatBreaksAGuaranteeIsAnError(String yaml, String key) throws IOException {
    var file = GOOD + PRIVACY_KEY + "notifier: {retention: {" + yaml + "}}";

    assertThat(errors(file))
        .extracting(ConfigError::key)
        .containsExactly("notifier.retention." + key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "routes: {a: {hots: x}} | routes.a.hots",
        "routes: {a: {port: abc}} | routes.a.port",
        "routes: {a: {tls: {enabled: perhaps}}} | routes.a.tls.enabled",
        "default-route: a, routes: {a: {hots: x}} | routes.a.hots",
        "default-route: a, routes: {a: {failover: [b]}, b: {hots: x}} | routes.b.hots",
        "default-route: a, routs: {a: {host: x}} | routs",
        "default-rout: a, routes: {a: {host: x}, b: {host: y}} | default-rout",
        "routes: {a: {max-sesions: 32, sessions: 20}} | routes.a.max-sesions",
        "routes: {a: {max-sessions: many, sessions: 20}} | routes.a.max-sessions",
        "routes: {a: {max-sessions: 0}} | routes.a.max-sessions",
        "routes: {a: {source: {tonn: 1, address: '841234567890'}}} | routes.a.source.tonn",
        "routes: {a: {tls: {certificate: x, private-keys: y}}} | routes.a.tls.private-keys",
        "default-route: a, routes: {a: {hots: x, receipts-per: message}, b: {host: 127.0.0.1}} | routes.a.hots",
        "routes: viettel | routes",
        "operators: {lan: {keys: a-secret-of-sixteen}} | operators.lan.keys",
      })
  void anErrorThatFollowsFromAnotherIsNotReported(String yaml, String key) throws IOException {
    var file = GOOD + PRIVACY_KEY + "notifier: {" + yaml + "}";

    assertThat(errors(file)).extracting(ConfigError::key).containsExactly("notifier." + key);
  }

  @Test
  void aMisspeltKeyIsNotAlsoReportedAsMissing() throws IOException {
    assertThat(errors(GOOD + "notifier.privacy-kye: privacy-secret-value"))
        .extracting(ConfigError::key)
        .containsExactly("notifier.privacy-kye");
  }

  /** Such as {@code viettel: {}}, which has the defaults of all keys. */
  @Test
  void aRouteMayHaveNoKeys() throws IOException {
    assertThat(errors(GOOD + PRIVACY_KEY + "notifier: {routes: {a: {}}}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "notifer: {api-key: x, kafka: {replication: 1}} | notifer | Did you mean notifier?",
        "Notifier: {api-key: x} | Notifier | Did you mean notifier?",
        "sever: {port: 8080} | sever | Did you mean server?",
        "loging: {level: {root: debug}} | loging | Did you mean logging?",
        "local-settings: {kafka-port: 1} | local-settings | The sections are notifier, local, server, logging",
        "routes: {a: {host: x}} | routes | The sections are notifier, local, server, logging",
        "notifer: x | notifer | Did you mean notifier?",
        "server: 8080 | server | Set the keys below it",
        "notifier: x | notifier | Set the keys below it: api-key, privacy-key",
        "notifier: [x] | notifier.0 | Known keys are: api-key",
        "local: 19092 | local | Set the keys below it",
      })
  void anUnknownSectionIsReportedOnce(String yaml, String key, String advice) throws IOException {
    var errors = errors(GOOD + PRIVACY_KEY + yaml);

    assertThat(errors).extracting(ConfigError::key).containsExactly(key);
    assertThat(errors.getFirst().advice()).startsWith(advice);
  }

  @Test
  void aMisspeltSectionIsNotAlsoReportedAsMissing() throws IOException {
    var errors = errors("notifer: {api-key: x, privacy-key: y, kafka: {replication: 1}}");

    assertThat(errors).extracting(ConfigError::key).containsExactly("notifer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spring: {main: {banner-mode: 'off'}}",
        "management: {server: {port: 9}}",
        "logging: {level: {root: debug}}",
        "local: {kafka-port: 9}",
        "debug: true"
      })
  void theSectionsOfSpringBootAndOfTheLocalStartAreKnown(String yaml) throws IOException {
    assertThat(errors(GOOD + PRIVACY_KEY + yaml)).isEmpty();
  }

  /** Otherwise health would share the port of the callers. */
  @ParameterizedTest
  @ValueSource(strings = {"''", "' '", "null"})
  void aProgramMayRequireAPortForHealth(String port) throws IOException {
    var environment =
        environment("management: {server: {port: " + port + "}}\n" + PRIVACY_KEY + GOOD);
    var rejected =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> ConfigLoader.load(environment, "management.server.port"));

    assertThat(rejected.errors())
        .extracting(ConfigError::key)
        .containsExactly("management.server.port");
    assertThat(ConfigLoader.load(environment)).isNotNull();
  }

  @Test
  void theErrorsOfAnotherSectionAreReportedTogetherWithTheRest() throws IOException {
    var environment =
        environment(
            """
            other: { first: many, second: 10, thrid: 3 }
            notifier: { worker: { session-timeout: 1m } }
            server: { port: abc, address: "no address" }
            """
                + PRIVACY_KEY
                + GOOD);
    var rejected =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> ConfigLoader.loadSection(environment, "other", Other.class, _ -> List.of()));

    assertThat(rejected.errors().stream().map(ConfigError::toString))
        .containsExactlyInAnyOrder(
            "other.thrid: there is no such key. Known keys are: first, second.",
            "other.first: \"many\" is not valid. Write a whole number.",
            "other.second: must be from 1 to 9. See this key in docs/configuration.md.",
            "notifier.worker.session-timeout: must be from 6s to 10s. See this key in docs/configuration.md.",
            "server.port: this is not a port. Set a whole number from 1 to 65535, or 0 for any free port.",
            "server.address: this is not an address. Set 127.0.0.1, 0.0.0.0 or an address of this machine.");
  }

  @Test
  void anotherSectionIsLoadedWithItsDefaults() throws IOException {
    var environment = environment(GOOD + PRIVACY_KEY + "other.second: 5");

    assertThat(ConfigLoader.loadSection(environment, "other", Other.class, _ -> List.of()))
        .isEqualTo(new Other(1, 5));
  }

  private static List<ConfigError> errors(String yaml) throws IOException {
    var environment = environment(yaml);
    @Nullable ConfigurationException rejected =
        catchThrowableOfType(
            ConfigurationException.class, () -> ConfigLoader.load(environment, "notifier.api-key"));
    return rejected == null ? List.of() : rejected.errors();
  }

  /** The file, without the variables of the machine. */
  private static StandardEnvironment environment(String yaml) throws IOException {
    var environment = new StandardEnvironment();
    var sources = environment.getPropertySources();
    sources.stream().map(PropertySource::getName).toList().forEach(sources::remove);
    new YamlPropertySourceLoader()
        .load("file", new ByteArrayResource(yaml.getBytes(UTF_8)))
        .forEach(sources::addLast);
    return environment;
  }
}
