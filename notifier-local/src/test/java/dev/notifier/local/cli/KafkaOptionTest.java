package dev.notifier.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.home.HomeOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The connection to an external Kafka. */
class KafkaOptionTest {
  @TempDir Path directory;
  private final StringWriter err = new StringWriter();

  @Command(name = "probe")
  private static final class Probe {
    @Mixin private HomeOption home = new HomeOption();
    @Mixin private KafkaOption kafka = new KafkaOption();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "notifier.kafka: {bootstrap-servers: \"k:9092\", securty: {protocol: SASL_SSL}} | notifier.kafka.securty",
        "notifier.kafak: {security: {protocol: SASL_SSL}} | notifier.kafak",
        "notifer.kafka: {security: {protocol: SASL_SSL}} | notifer",
        "notifier.kafka: {bootstrap-servers: \"k:9092\", security: {protocol: \"\"}} | notifier.kafka.security.protocol",
        "notifier.kafka: {bootstrap-servers: \"k:9092\", security: {username: a}} | notifier.kafka.security.username",
        "notifier.kafka: {replication: 3} | notifier.kafka.bootstrap-servers",
      })
  void everyMistakeIsReported(String yaml, String key) throws IOException {
    var file = Files.writeString(directory.resolve("notifier.yaml"), yaml);

    assertThatThrownBy(() -> connection("--config", file.toString()))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(key);
  }

  @Test
  void aFileNeedsNothingElseThanKafka() throws Exception {
    var file =
        Files.writeString(
            directory.resolve("notifier.yaml"),
            "notifier.kafka: {bootstrap-servers: \"k:9092\", security: {protocol: SASL_SSL, username:"
                + " a, password: b}}");

    var connection = connection("--config", file.toString());

    assertThat(connection.bootstrapServers()).isEqualTo("k:9092");
    assertThat(err.toString()).isEmpty();
    assertThat(
            connection("--config", file.toString(), "--bootstrap-servers", "other:9092")
                .bootstrapServers())
        .isEqualTo("other:9092");
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1:9092, false", "localhost:9092, false", "kafka.example:9092, true"})
  void aConnectionWithoutEncryptionToAnotherMachineIsAWarning(String servers, boolean warned)
      throws Exception {
    assertThat(connection("--bootstrap-servers", servers).bootstrapServers()).isEqualTo(servers);

    assertThat(err.toString().lines()).hasSize(warned ? 1 : 0);
    assertThat(err.toString().contains("no encryption")).isEqualTo(warned);
  }

  private KafkaConnection connection(String... arguments) throws CommandException, IOException {
    var probe = new Probe();
    new CommandLine(probe).setErr(new PrintWriter(err, true)).parseArgs(arguments);
    return probe.kafka.connection(probe.home);
  }
}
