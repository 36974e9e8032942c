package dev.notifier.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SimulatorCommandTest {
  @Test
  void withoutOptionsTheDefaultsApply() throws IOException {
    assertThat(options()).isEqualTo(SimulatorOptions.defaults());
  }

  @Test
  void everyOptionIsUsed(@TempDir Path directory) throws IOException {
    Path config = Files.writeString(directory.resolve("simulator.yaml"), "seed: 7");
    SimulatorOptions options =
        options(
            ("--port 1 --http-port 2 --host ::1 --data d --records 3 --data-limit-mib 4 --tls-port 5"
                    + " --tls-certificate c --tls-key k --config "
                    + config)
                .split(" "));
    assertThat(options)
        .isEqualTo(
            SimulatorOptions.defaults()
                .withPorts(1, 2)
                .withHost("::1")
                .withData(Path.of("d"))
                .withLimits(3, 4)
                .withTls(new SimulatorOptions.Tls(5, Path.of("c"), Path.of("k")))
                .withBehaviour(options.behaviour()));
    assertThat(options.behaviour().seed()).isEqualTo(7);
  }

  @Test
  void aRepeatedOptionOverridesTheEarlierOne() throws IOException {
    assertThat(options("--host", "0.0.0.0", "--host", "127.0.0.2").host()).isEqualTo("127.0.0.2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port x|Invalid value for option '--port': 'x' is not an int",
        "--port|Missing required parameter for option '--port' (N)",
        "--colour red|Unknown options: '--colour', 'red'",
        "--port 65536|--port must be 0 (any free port) to 65535",
        "--http-port -1|--http-port must be 0 (any free port) to 65535",
        "--records 0|--records must be 1 to 10000000",
        "--data-limit-mib 0|--data-limit-mib must be 1 or more",
        "--tls-port 2776|TLS needs both --tls-certificate and --tls-key",
        "--tls-port 65536 --tls-certificate c --tls-key k|--tls-port must be 0 (any free port) to 65535",
        "--config missing.yaml|--config missing.yaml cannot be read; check the path and its permissions",
      })
  void errorsNameTheOption(String arguments, String message) {
    assertThatThrownBy(() -> options(arguments.split(" "))).hasMessage(message);
  }

  @Test
  void anErrorInTheConfigurationNamesTheFile(@TempDir Path directory) throws IOException {
    Path config = Files.writeString(directory.resolve("simulator.yaml"), "ids: octal");
    assertThatThrownBy(() -> options("--config", config.toString()))
        .hasMessageStartingWith("--config " + config + ": invalid configuration: ")
        .hasMessageContaining("octal");
  }

  @Test
  void theHelpListsEveryOption() {
    String usage = SimulatorCommand.commandLine().getUsageMessage();
    assertThat(usage)
        .contains(
            "--port=N",
            "--http-port=N",
            "--host=ADDRESS",
            "--config=FILE",
            "--data=DIR",
            "--records=N",
            "--data-limit-mib=N",
            "--tls-port=N",
            "--tls-certificate=FILE",
            "--tls-key=FILE",
            "-h, --help",
            "(default 2775;")
        .doesNotContain("DEFAULT-VALUE");
  }

  private static SimulatorOptions options(String... arguments) throws IOException {
    CommandLine command = SimulatorCommand.commandLine();
    command.parseArgs(arguments);
    SimulatorCommand parsed = command.getCommand();
    return parsed.options();
  }
}
