package dev.notifier.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.local.console.CommandException;
import dev.notifier.local.home.HomeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogsCommandTest {
  @TempDir Path directory;
  private HomeDirectory home;

  @BeforeEach
  void open() throws IOException {
    home = HomeDirectory.open(directory);
  }

  /** One program runs api and worker, which write to its log. */
  @ParameterizedTest
  @CsvSource({
    "api, notifier",
    "worker, notifier",
    "worker-1, notifier",
    "notifier, notifier",
    "kafka, kafka",
  })
  void afterAPlainStartApiAndWorkerHaveTheLogOfTheProgram(String component, String log)
      throws Exception {
    write("kafka", 30);
    write("notifier", 20);
    write("worker-4711", 10);
    write("worker", 10);

    assertThat(LogsCommand.file(home, component)).hasFileName(log + ".log");
  }

  @ParameterizedTest
  @CsvSource({
    "worker, worker-4712",
    "worker-1, worker-4712",
    "worker-4711, worker-4711",
    "api, api-4713"
  })
  void afterAStartOfOneComponentItHasTheLogOfItsOwnProcess(String component, String log)
      throws Exception {
    write("notifier", 5);
    write("worker", 10);
    write("worker-4711", 10);
    write("worker-4712", 20);
    write("api", 10);
    write("api-4713", 20);

    assertThat(LogsCommand.file(home, component)).hasFileName(log + ".log");
  }

  @ParameterizedTest
  @ValueSource(strings = {"smsc", "wroker", "../run/kafka", "", "workers"})
  void aLogThatDoesNotExistIsReportedWithTheNamesOfTheOthers(String component) throws Exception {
    write("kafka", 10);
    write("notifier", 20);

    assertThatThrownBy(() -> LogsCommand.file(home, component))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "There is no log of %s; there are: kafka, notifier (with api and worker)."
                .formatted(component));
  }

  @Test
  void withoutAnyLogThereIsNone() {
    assertThatThrownBy(() -> LogsCommand.file(home, "worker"))
        .isInstanceOf(CommandException.class)
        .hasMessage("There is no log of worker; there are: none yet.");
  }

  private void write(String name, long second) throws IOException {
    var file = home.logs().resolve(name + ".log");
    Files.writeString(file, "a line");
    Files.setLastModifiedTime(file, FileTime.fromMillis(second * 1_000));
  }
}
