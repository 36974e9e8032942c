package dev.notifier.local.components;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.notifier.local.console.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalSettingsTest {
  @TempDir Path directory;

  @Test
  void withoutAFileTheDefaultsApply() throws CommandException {
    var loaded = LocalSettings.load(Optional.empty());
    assertThat(loaded.local()).isEqualTo(new LocalSettings(19092, 15432, 2775, 2780, 2790, true));
    assertThat(loaded.kafka()).isEmpty();
    assertThat(loaded.postgres()).isEmpty();
    assertThat(loaded.ownRoutes()).isFalse();
  }

  @Test
  void theFileOverridesTheDefaults() throws Exception {
    var loaded =
        load(
            """
            local: { kafka-port: 29092, handset-port: 2999 }
            server: { port: 18080 }
            notifier:
              kafka: { bootstrap-servers: "broker:9092" }
              postgres: { url: "" }
              api-key: ""
              privacy-key:
              routes: { viettel: { port: 2777 } }
            """);
    assertThat(loaded.local()).isEqualTo(new LocalSettings(29092, 15432, 2775, 2999, 2790, true));
    assertThat(loaded.kafka()).contains("broker:9092");
    assertThat(loaded.postgres()).isEmpty();
    assertThat(loaded.ownRoutes()).isTrue();
    assertThat(loaded.apiPort()).isEqualTo(18080);
    assertThat(loaded.healthPort()).isEqualTo(8082);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "local: { kafka-prot: 1 } | 1. local.kafka-prot: there is no such key. Did you mean local.kafka-port?",
        "local: { kafka-port: 70000 } | 1. local.kafka-port: must be a port from 1 to 65535.",
        "local: { kafka-port: many } | 1. local.kafka-port: \"many\" is not valid. Write a whole number.",
        "local: 19092 | 1. local: this is a group of keys, not a value. Set the keys below it: kafka-port,",
        "local: { kafka-port: '${UNSET_ANYWHERE}' } | 1. local.kafka-port: the variable of its placeholder is not set.",
        "local: { kafka-port: 2775 } | 1. local.smsc-port: it is the same port as local.kafka-port. Choose another one.",
        "server: { port: 19092 } | 1. server.port: it is the same port as local.kafka-port. Choose another one.",
        "server: { port: 8082 } | 1. management.server.port: it is the same port as server.port. Choose another one.",
        "management: { server: { port: 2780 } } | 1. management.server.port: it is the same port as local.handset-port. Choose another one.",
        "management: { server: { port: abc } } | 1. management.server.port: this is not a port.",
        "management: { server: { port: -1 } } | 1. management.server.port: this is not a port.",
        "server: { port: abc } | 1. server.port: this is not a port.",
        "server: { port: '' } | 1. server.port: this is not a port.",
        "notifer: { default-route: x } | 1. notifer: there is no such section. Did you mean notifier?",
        "notifier: { routes: { viettel: { hots: x } } } | 1. notifier.routes.viettel.hots: there is no such key.",
        "just a text | 1. document: there is no such section.",
        "[1, 2] | 1. document: there is no such section.",
      })
  void anInvalidValueIsReportedWithItsKeyAndWhatToWrite(String yaml, String expected) {
    assertThatThrownBy(() -> load(yaml))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("The configuration has 1 error:\n  " + expected)
        .message()
        .doesNotContain("Exception", "springframework", "bind");
  }

  @Test
  void allErrorsOfAFileAreInOneList() {
    var rejected =
        catchThrowableOfType(
            CommandException.class,
            () ->
                load(
                    """
                    local: { kafka-port: many, postgres-port: 0, smcs-port: 1 }
                    server: { port: abc, address: "no address" }
                    notifer: { api-key: x }
                    logginng: { level: debug }
                    notifier:
                      privacy-key: short
                      routes: { viettel: { hots: x, port: abc } }
                      worker: { session-timeout: soon }
                    """));
    assertThat(
            requireNonNull(rejected.getMessage())
                .lines()
                .map(line -> line.strip().split(": ", 2)[0]))
        .containsExactlyInAnyOrder(
            "The configuration has 11 errors:",
            "1. local.smcs-port",
            "2. notifer",
            "3. logginng",
            "4. notifier.routes.viettel.hots",
            "5. local.kafka-port",
            "6. local.postgres-port",
            "7. notifier.routes.viettel.port",
            "8. notifier.worker.session-timeout",
            "9. notifier.privacy-key",
            "10. server.port",
            "11. server.address");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "local: { kafka-port: [ | line 1, column 23",
        "local:\\n  kafka-port: 1\\n kafka-port: 2 | line 3, column 2",
        "local:\\n\\tkafka-port: 1 | line 2, column 1",
        "local: { kafka-port: 1 }\\nlocal: { kafka-port: 2 } | line 2, column 1: this key is there twice",
        "a: 1\\nb: \\u0001 | is not YAML text",
        "a: !!java.net.URL [x] | line 1, column 4",
      })
  void aFileThatIsNotYamlIsReportedInOneLineWithThePlace(String yaml, String place) {
    assertThatThrownBy(
            () -> load(yaml.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0001", "\u0001")))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("The configuration file " + directory.resolve("config.yaml"))
        .hasMessageContaining(place)
        .message()
        .hasLineCount(1)
        .doesNotContain("Exception", "org.");
  }

  @Test
  void onlyAReadableYamlFileIsAccepted() throws IOException {
    Files.writeString(directory.resolve("config.txt"), "local: { kafka-port: 1 }");
    for (var path :
        List.of(directory, directory.resolve("none.yaml"), directory.resolve("config.txt"))) {
      assertThatThrownBy(() -> LocalSettings.load(Optional.of(path)))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining(path.toString())
          .message()
          .hasLineCount(1);
    }
  }

  /** The applications read the file in the same way. */
  @Test
  void importsAndLaterDocumentsOfTheFileCount() throws Exception {
    Files.writeString(
        directory.resolve("imported.yaml"),
        "notifier: { api-key: the-imported-key-of-at-least-32-characters }");
    var loaded =
        load(
            """
            spring: { config: { import: "file:%s" } }
            local: { kafka-port: 1111 }
            ---
            local: { kafka-port: 2222 }
            """
                .formatted(directory.resolve("imported.yaml")));
    assertThat(loaded.apiKey()).contains("the-imported-key-of-at-least-32-characters");
    assertThat(loaded.local().kafkaPort()).isEqualTo(2222);
  }

  @Test
  void aDemoIsForTheSimulatorOnly() throws Exception {
    assertThat(load("server: { port: 18080 }").forDemo().demo()).isTrue();
    for (String external :
        List.of(
            "routes: { viettel: { host: smsc.example } }",
            "routes: { other: { port: 2775 } }",
            "replies: { addresses: [{ file: other.yaml }] }",
            "replies: { queries: { url: 'https://data.example', secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw } }",
            "replies: { hotline: { url: 'https://calls.example', secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw } }",
            "kafka: { bootstrap-servers: 'broker:9092' }",
            "postgres: { url: 'jdbc:postgresql://postgres.example/notifier' }")) {
      var loaded = load("notifier: { " + external + " }");
      assertThat(loaded.demo()).isFalse();
      assertThatThrownBy(loaded::forDemo)
          .as(external)
          .isInstanceOf(CommandException.class)
          .hasMessageStartingWith("--demo uses invented numbers");
    }
  }

  private LocalSettings.Loaded load(String yaml) throws CommandException, IOException {
    var file = directory.resolve("config.yaml");
    Files.writeString(file, yaml);
    return LocalSettings.load(Optional.of(file));
  }
}
