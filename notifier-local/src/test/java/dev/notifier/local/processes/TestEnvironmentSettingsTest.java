package dev.notifier.local.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.local.bench.Target;
import dev.notifier.local.components.ComponentKind;
import dev.notifier.local.console.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestEnvironmentSettingsTest {
  @TempDir Path directory;

  @Test
  void withoutAFileAllComponentsStartOnFreePorts() throws Exception {
    var settings = TestEnvironmentSettings.load(Optional.empty());
    assertThat(settings.components()).containsExactly(ComponentKind.values());
    assertThat(new HashSet<>(settings.javaOptions())).hasSize(8).contains("-Dlocal.practice=false");
    assertThat(settings.javaOptions())
        .filteredOn(option -> option.matches("-D[a-z.-]+=[0-9]+"))
        .hasSize(7);
    assertThat(settings.database()).isEmpty();
  }

  @Test
  void portsOfTheFileAreNotOverridden() throws Exception {
    var settings = load("{ local: { kafka-port: 29092 }, server: { port: 8099 } }");
    assertThat(settings.javaOptions())
        .hasSize(6)
        .noneMatch(option -> option.contains("kafka") || option.startsWith("-Dserver"));
  }

  @Test
  void withRoutesInTheFileTheSmscIsExternal() throws Exception {
    assertThat(load("notifier: { routes: { a: { host: smsc.example } } }").components())
        .doesNotContain(ComponentKind.SMSC)
        .hasSize(5);
  }

  @Test
  void withRoutesAndAPortOfTheSimulatorTheSmscIsStarted() throws Exception {
    var yaml = "{ local: { smsc-port: 2999 }, notifier: { routes: { a: { port: 2999 } } } }";
    assertThat(load(yaml).components()).contains(ComponentKind.SMSC);
  }

  @Test
  void externalServersAreNotStarted() throws Exception {
    var settings =
        load(
            """
            notifier:
              kafka: { bootstrap-servers: "k:9092" }
              postgres: { url: "jdbc:postgresql://db/n", username: u, password: p }
            """);
    assertThat(settings.components())
        .containsExactly(
            ComponentKind.SMSC, ComponentKind.QUERIES, ComponentKind.WORKER, ComponentKind.API);
    assertThat(settings.database())
        .contains(new Target.Database("jdbc:postgresql://db/n", "u", "p"));
  }

  private TestEnvironmentSettings load(String yaml) throws CommandException, IOException {
    var file = directory.resolve("config.yaml");
    Files.writeString(file, yaml);
    return TestEnvironmentSettings.load(Optional.of(file));
  }
}
