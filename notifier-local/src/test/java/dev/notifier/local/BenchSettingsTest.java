package dev.notifier.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.local.bench.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchSettingsTest {
  @TempDir Path directory;

  @Test
  void withoutAFileEverythingStartsOnPortsOfItsOwn() throws Exception {
    var settings = BenchSettings.of(Optional.empty());
    assertThat(settings.parts()).containsExactly(ComponentKind.values());
    assertThat(settings.javaOptions()).hasSize(5);
    assertThat(new HashSet<>(settings.javaOptions())).hasSize(5);
    assertThat(settings.javaOptions()).allMatch(option -> option.matches("-D[a-z.-]+=[0-9]+"));
    assertThat(settings.store()).isEmpty();
  }

  @Test
  void portsOfTheFileAreLeftAlone() throws Exception {
    var settings = of("{ local: { kafka-port: 29092 }, server: { port: 8099 } }");
    assertThat(settings.javaOptions())
        .hasSize(3)
        .noneMatch(option -> option.contains("kafka") || option.contains("server"));
  }

  @Test
  void withRoutesOfItsOwnTheFileNamesAnotherMessageCentre() throws Exception {
    assertThat(of("notifier: { routes: { a: { host: smsc.example } } }").parts())
        .doesNotContain(ComponentKind.SMSC)
        .hasSize(4);
  }

  @Test
  void unlessItAlsoSaysWhereTheSimulatorListens() throws Exception {
    var yaml = "{ local: { smsc-port: 2999 }, notifier: { routes: { a: { port: 2999 } } } }";
    assertThat(of(yaml).parts()).contains(ComponentKind.SMSC);
  }

  @Test
  void serversOfItsOwnAreNotStarted() throws Exception {
    var settings =
        of(
            """
            notifier:
              kafka: { bootstrap-servers: "k:9092" }
              postgres: { url: "jdbc:postgresql://db/n", username: u, password: p }
            """);
    assertThat(settings.parts())
        .containsExactly(ComponentKind.SMSC, ComponentKind.WORKER, ComponentKind.API);
    assertThat(settings.store()).contains(new Target.Store("jdbc:postgresql://db/n", "u", "p"));
  }

  private BenchSettings of(String yaml) throws CommandException, IOException {
    var file = directory.resolve("config.yaml");
    Files.writeString(file, yaml);
    return BenchSettings.of(Optional.of(file));
  }
}
