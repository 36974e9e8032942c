package dev.notifier.local.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.local.console.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assertThat(loaded.local()).isEqualTo(new LocalSettings(19092, 15432, 2775, 2780));
    assertThat(loaded.kafka()).isEmpty();
    assertThat(loaded.postgres()).isEmpty();
  }

  @Test
  void theFileOverridesTheDefaults() throws Exception {
    var loaded =
        load(
            """
            local: { kafka-port: 29092, handset-port: 2999 }
            notifier:
              kafka: { bootstrap-servers: "broker:9092" }
              postgres: { url: "" }
            """);
    assertThat(loaded.local()).isEqualTo(new LocalSettings(29092, 15432, 2775, 2999));
    assertThat(loaded.kafka()).contains("broker:9092");
    assertThat(loaded.postgres()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'local: { kafka-prot: 1 }', kafka-prot",
    "'local: { kafka-port: 70000 }', local.kafka-port is 70000",
    "'local: { kafka-port: many }', kafka-port",
    "'local: { kafka-port: [', is not YAML"
  })
  void anInvalidFileIsReportedWithItsKey(String yaml, String expected) {
    assertThatThrownBy(() -> load(yaml))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(expected);
  }

  private LocalSettings.Loaded load(String yaml) throws CommandException, IOException {
    var file = directory.resolve("config.yaml");
    Files.writeString(file, yaml);
    return LocalSettings.load(Optional.of(file));
  }
}
