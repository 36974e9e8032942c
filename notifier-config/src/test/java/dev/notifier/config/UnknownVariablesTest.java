package dev.notifier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Environment variables that begin as those of Notifier, but name no key. */
class UnknownVariablesTest {
  @ParameterizedTest
  @CsvSource({
    "NOTIFIER_KAFKA_SECURTY_PROTOCOL, SASL_SSL, NOTIFIER_KAFKA_SECURITY_PROTOCOL?",
    "NOTIFIER_KAFKA_SECURITY_PROTOCOLL, SSL, NOTIFIER_KAFKA_SECURITY_PROTOCOL?",
    "NOTIFIER_KAFKA_SECURITY_PASWORD, secret-value, NOTIFIER_KAFKA_SECURITY_PASSWORD?",
    "NOTIFIER_KAFKA_SECURITY, SSL, remove",
    "NOTIFIER_KAFK_SECURITY_PROTOCOL, SSL, NOTIFIER_KAFKA_SECURITY_PROTOCOL?",
    "notifier_kafka_securty_protocol, SSL, NOTIFIER_KAFKA_SECURITY_PROTOCOL?",
    "notifier.kafka.securty.protocol, SSL, NOTIFIER_KAFKA_SECURITY_PROTOCOL?",
    "NOTIFIER_KAFKA_PORT, 9092, remove",
    "NOTIFIER_KAFKA_SOMETHING_OF_ITS_OWN, 1, remove",
    "NOTIFIER_POSTGRES_URI, jdbc:postgresql://db/n, NOTIFIER_POSTGRES_URL?",
  })
  void aVariableOfAConnectionIsAnError(String name, String value, String advice) {
    var environment = environment(Map.of(name, value));
    @Nullable ConfigurationException rejected =
        catchThrowableOfType(ConfigurationException.class, () -> ConfigLoader.load(environment));

    assertThat(rejected == null ? List.<ConfigError>of() : rejected.errors())
        .filteredOn(error -> error.key().equals(name))
        .singleElement()
        .satisfies(error -> assertThat(error.toString()).contains(advice).doesNotContain(value));
  }

  @ParameterizedTest
  @CsvSource({
    "NOTIFIER_INTAKE_KAFKA_TIMOUT, NOTIFIER_INTAKE_KAFKA_TIMEOUT?",
    "NOTIFIER_ROUTES_VIETTEL_PASWORD, remove",
    "NOTIFIER_SOMETHING, remove",
  })
  void anotherOneIsAWarning(String name, String advice) {
    var environment = environment(Map.of(name, "secret-value"));

    assertThat(ConfigWarnings.of(ConfigLoader.load(environment), environment))
        .singleElement()
        .asString()
        .contains(name, advice)
        .doesNotContain("secret-value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOTIFIER_KAFKA_SECURITY_TRUST_CERTIFICATES=",
        "NOTIFIER_KAFKA_BOOTSTRAPSERVERS=127.0.0.1:1",
        "NOTIFIER_POSTGRES_ACCEPT_KAFKA_CLUSTER=a",
        "NOTIFIER_ROUTES_MY_ROUTE_SYSTEM_ID=a",
        "NOTIFIER_ROUTES_VIETTEL_TLS_VERIFY_HOST=true",
        "NOTIFIER_ROUTES_VIETTEL_PREFIXES=086",
        "NOTIFIER_KAFKA_SERVICE_HOST=10.0.0.1",
        "NOTIFIER_KAFKA_SERVICE_PORT=9092",
        "NOTIFIER_KAFKA_SERVICE_PORT_CLIENTS=9092",
        "NOTIFIER_KAFKA_PORT=tcp://10.0.0.1:9092",
        "NOTIFIER_KAFKA_PORT_9092_TCP=tcp://10.0.0.1:9092",
        "NOTIFIER_KAFKA_PORT_9092_TCP_ADDR=10.0.0.1",
        "NOTIFIER_VERSION=1",
        "NOTIFIER_CHILD=a",
        "NOTIFIER_TEST_KAFKA_IMAGE=a",
        "NOTIFIERS=1",
      })
  void variablesOfKeysAndOfOtherProgramsAreAccepted(String variable) {
    var parts = variable.split("=", 2);
    var unknown = UnknownVariables.in(environment(Map.of(parts[0], parts[1])));

    assertThat(unknown.errors()).isEmpty();
    assertThat(unknown.warnings()).isEmpty();
  }

  @Test
  void anEmptyVariableOfTheProtocolIsAnError() {
    var environment = environment(Map.of("NOTIFIER_KAFKA_SECURITY_PROTOCOL", ""));
    @Nullable ConfigurationException rejected =
        catchThrowableOfType(ConfigurationException.class, () -> ConfigLoader.load(environment));

    assertThat(rejected == null ? List.<ConfigError>of() : rejected.errors())
        .extracting(ConfigError::key)
        .containsExactly("notifier.kafka.security.protocol");
  }

  /** These variables, without those of the machine. */
  private static StandardEnvironment environment(Map<String, Object> variables) {
    var environment = new StandardEnvironment();
    var sources = environment.getPropertySources();
    sources.stream().map(PropertySource::getName).toList().forEach(sources::remove);
    sources.addLast(
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    sources.addLast(
        new MapPropertySource(
            "file",
            Map.of(
                "notifier.privacy-key", "privacy-secret-value",
                "notifier.kafka.bootstrap-servers", "127.0.0.1:9092",
                "notifier.postgres.url", "jdbc:postgresql://127.0.0.1:5432/notifier")));
    return environment;
  }
}
