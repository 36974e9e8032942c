package dev.notifier.local.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script {@code notifier} with a Maven and a JDK that do almost nothing. */
class NotifierScriptTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final List<Process> processes = new ArrayList<>();

  @TempDir private Path root;

  @BeforeEach
  void create() throws IOException {
    Files.copy(Repository.ROOT.resolve("notifier"), root.resolve("notifier"));
    Files.createFile(root.resolve("pom.xml"));
    Files.createDirectories(root.resolve("notifier-local/src"));
    Files.createFile(root.resolve("notifier-local/pom.xml"));
    script("build-config/find-jdk.sh", "echo " + root.resolve("jdk"));
    script("jdk/bin/java", "echo started");
    script(
        "mvnw",
        """
        echo build >>builds
        while [ ! -e go ]; do sleep 0.1; done
        for module in notifier-local notifier-api notifier-worker smsc-simulator; do
          mkdir -p $module/target
          touch $module/target/$module-1.jar $module/target/$module-1-app.jar
        done
        """);
  }

  @AfterEach
  void end() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  @EnabledIf("hasFlock")
  void theSecondCommandWaitsForTheBuildOfTheFirst() throws Exception {
    Process first = start("start", "first");
    await().atMost(LIMIT).until(() -> Files.exists(root.resolve("builds")));
    Process second = start("start", "second");
    Process third = start("status", "third");
    for (String waiting : new String[] {"second", "third"}) {
      await()
          .atMost(LIMIT)
          .until(() -> text(waiting).contains("another command is building; waiting for it"));
    }
    Files.createFile(root.resolve("go"));

    for (Process process : new Process[] {first, second, third}) {
      assertThat(process.waitFor()).isZero();
    }
    assertThat(text("builds")).isEqualTo("build\n");
    assertThat(text("first")).contains("Built in", "started").doesNotContain("another command");
    assertThat(text("second")).endsWith("started\n").doesNotContain("Built in");
    assertThat(text("third")).endsWith("started\n").doesNotContain("Built in");
  }

  @SuppressWarnings("unused") // named by an annotation
  static boolean hasFlock() throws Exception {
    return new ProcessBuilder("sh", "-c", "command -v flock").start().waitFor() == 0;
  }

  private Process start(String command, String output) throws IOException {
    Process process =
        new ProcessBuilder(root.resolve("notifier").toString(), command)
            .redirectErrorStream(true)
            .redirectOutput(root.resolve(output).toFile())
            .start();
    processes.add(process);
    return process;
  }

  private String text(String file) throws IOException {
    return Files.readString(root.resolve(file));
  }

  private void script(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
