package dev.notifier.local.chaos.brokers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLinesTest {
  @TempDir Path directory;

  @Test
  void countsOnlyWhatWasLoggedSinceTheLastCall() throws IOException {
    write("2026-11-28T00:00:00Z ERROR old\n\tat old.Frame\n");
    var lines = new LogLines(directory);
    lines.next();
    write("2026-11-28T00:00:01Z  WARN later\n2026-11-28T00:00:02Z  INFO later\n");
    var counts = lines.next();
    assertThat(counts.errors()).isZero();
    assertThat(counts.warnings()).isEqualTo(1);
    assertThat(counts.stackTraces()).isZero();
    assertThat(counts.unexpected()).isEmpty();
  }

  @Test
  void showsErrorsAndStackTracesWithTheLineBefore() throws IOException {
    write(
        """
        2026-11-28T00:00:01Z ERROR a failure
        2026-11-28T00:00:02Z  INFO nothing
        java.io.IOException: why
        \tat a.Frame
        \tat b.Frame
        """);
    var counts = new LogLines(directory).next();
    assertThat(counts.errors()).isEqualTo(1);
    assertThat(counts.stackTraces()).isEqualTo(2);
    assertThat(counts.unexpected())
        .containsExactly(
            "2026-11-28T00:00:01Z ERROR a failure",
            "java.io.IOException: why",
            "\tat a.Frame",
            "\tat b.Frame");
  }

  @Test
  void showsALimitedNumberOfLines() throws IOException {
    write("2026-11-28T00:00:01Z ERROR a failure\n".repeat(1_000));
    assertThat(new LogLines(directory).next().unexpected()).hasSize(40);
  }

  private void write(String text) throws IOException {
    Files.writeString(
        directory.resolve("worker-1234.log"),
        text,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
