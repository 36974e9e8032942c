package dev.notifier.testing.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.testing.MissingServiceException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChromiumTest {
  @TempDir private Path directory;

  private Path program(String name) throws IOException {
    return Files.createFile(
        directory.resolve(name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  @Test
  void itIsFoundInThePath() throws IOException {
    Path chromium = program("chromium-browser");

    assertThat(Chromium.find("", "/nowhere" + File.pathSeparator + directory)).isEqualTo(chromium);
  }

  @Test
  void aPathThatAPersonHasChosenCounts() throws IOException {
    Path chosen = program("another");

    assertThat(Chromium.find(chosen.toString(), directory.toString())).isEqualTo(chosen);
    assertThatThrownBy(() -> Chromium.find(directory.resolve("none").toString(), "/usr/bin"))
        .isInstanceOf(MissingServiceException.class)
        .hasMessageContaining("is no program: set test.chromium or CHROMIUM");
  }
}
