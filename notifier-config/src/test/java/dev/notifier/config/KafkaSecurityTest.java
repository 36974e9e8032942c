package dev.notifier.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.notifier.config.kafka.KafkaSecurityConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** The keys under {@code notifier.kafka.security}. */
class KafkaSecurityTest {
  private static final String GOOD =
      """
      notifier.api-key: api-secret-value-of-32-characters
      notifier.privacy-key: privacy-secret-value
      notifier.kafka.bootstrap-servers: "127.0.0.1:9092"
      notifier.postgres.url: "jdbc:postgresql://127.0.0.1:5432/notifier"
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "protocol: SASL_SSL | username password",
        "protocol: SASL_PLAINTEXT, username: a | password",
        "protocol: sasl_tls | protocol",
        "protocol: SASL_SSL, mechanism: SCRAM, username: a, password: b | mechanism",
        "username: a, password: b | username password",
        "protocol: SSL, username: a, password: b | username password",
        "trust-certificates: x, certificate: y, private-key: z | trust-certificates certificate private-key",
        "protocol: SSL, trust-certificates: /none | trust-certificates",
        "protocol: SSL, certificate: /none | certificate private-key",
        "protocol: SSL, private-key: /none | private-key certificate",
        "protocol: SSL, trust-certificates: /none, certificate: /none, private-key: /none | trust-certificates certificate private-key",
        "protocol: SASL_SSL, username: a, pasword: b | pasword",
        "protocol: SASL_SSL, username: \"a\\nb\", password: \"c\\td\" | username password",
        "protocol: SASL_SSL, username: a, password: b, verify-host: perhaps | verify-host",
        "protocol: \"\", username: a, password: b | protocol",
        "protocol: \" \" | protocol",
        "protocol: \"${KAFKA_PROTOCOL:}\", username: \"${KAFKA_USER:}\" | protocol",
        "mechanism: SCRAM-SHA-512 | mechanism",
        "protocol: SSL, mechanism: SCRAM-SHA-512 | mechanism",
        "mechanism: \"\" | mechanism",
        "verify-host: true | verify-host",
        "protocol: SASL_PLAINTEXT, username: a, password: b, verify-host: false | verify-host",
        "protocol: SSL, verify-host: \"\" | verify-host",
      })
  void everyMistakeIsReported(String yaml, String keys) throws IOException {
    assertThat(errors("notifier: {kafka: {security: {" + yaml + "}}}"))
        .extracting(error -> error.key().replace("notifier.kafka.security.", ""))
        .containsExactlyInAnyOrder(keys.split(" ", -1));
  }

  @Test
  void noMessageContainsThePassword() throws IOException {
    assertThat(errors("notifier.kafka.security: {protocol: SSL, password: top-secret}"))
        .extracting(ConfigError::toString)
        .isNotEmpty()
        .noneMatch(error -> error.contains("top-secret"));
    assertThat(KafkaSecurityConfig.scram("a", "top-secret").toString())
        .doesNotContain("top-secret");
  }

  @Test
  void aFileWithoutACertificateOrWithAnOlderFormOfAKeyIsReported() throws Exception {
    var empty = Files.writeString(directory.resolve("empty.pem"), "no certificate");
    var keys = KeyPairGenerator.getInstance("RSA");
    // A longer key takes seconds, and only the form of the file matters.
    keys.initialize(1024);
    var key = keys.generateKeyPair().getPrivate();
    var old =
        Files.writeString(
            directory.resolve("old.key"),
            "-----BEGIN RSA PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END RSA PRIVATE KEY-----\n");

    assertThat(
            errors(
                "notifier.kafka.security: {protocol: SSL, certificate: %s, private-key: %s}"
                    .formatted(empty, old)))
        .extracting(ConfigError::key)
        .containsExactly(
            "notifier.kafka.security.certificate", "notifier.kafka.security.private-key");
  }

  @Test
  void theLoginIsQuotedForJaas() {
    var properties = KafkaSecurityConfig.scram("u\"ser", "p\\a\"ss; word").clientProperties();

    assertThat(properties)
        .containsEntry("security.protocol", "SASL_PLAINTEXT")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required"
                + " username=\"u\\\"ser\" password=\"p\\\\a\\\"ss; word\";");
  }

  @Test
  void plainWithoutEncryptionIsAWarning() throws IOException {
    var config =
        ConfigLoader.load(
            environment(
                "notifier.kafka.security:"
                    + " {protocol: SASL_PLAINTEXT, mechanism: PLAIN, username: a, password: b}"));

    assertThat(ConfigWarnings.of(config)).singleElement().asString().contains("PLAIN");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:9092, false",
    "'localhost:9092,127.0.1.1:9092', false",
    "'127.0.0.1:9092,kafka-2:9092', true",
    "10.0.0.5:9092, true",
    "127.0.0.1.example:9092, true",
  })
  void aConnectionToAnotherMachineWithoutEncryptionIsAWarning(String servers, boolean warned)
      throws IOException {
    var environment = environment("");
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource("test", Map.of("notifier.kafka.bootstrap-servers", servers)));

    assertThat(ConfigWarnings.of(ConfigLoader.load(environment)))
        .hasSize(warned ? 1 : 0)
        .allMatch(warning -> warning.contains("encryption") && !warning.contains(servers));
  }

  @Test
  void aBrokerWhoseHostIsNotVerifiedIsAWarning() throws IOException {
    var config =
        ConfigLoader.load(
            environment("notifier.kafka.security: {protocol: SSL, verify-host: false}"));

    assertThat(ConfigWarnings.of(config)).singleElement().asString().contains("verify-host");
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
        .load("file", new ByteArrayResource((GOOD + yaml).getBytes(UTF_8)))
        .forEach(sources::addLast);
    return environment;
  }
}
