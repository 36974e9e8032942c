package dev.notifier.local.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code notifier}. */
class NotifierScriptTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String UNPACKED = "notifier-local/target/unpacked/";
  private static final String JAR = UNPACKED + "notifier-local-1-app.jar";
  private static final String CACHE = UNPACKED + "notifier-local-1-app.aot";
  private static final Map<String, String> WITHOUT_CACHE = Map.of("NOTIFIER_AOT", "off");

  @TempDir private Path root;

  private ScriptFolder folder;

  @BeforeEach
  void create() throws IOException {
    folder = new ScriptFolder(root);
  }

  @AfterEach
  void end() {
    folder.close();
  }

  @Test
  @EnabledIf("hasFlock")
  void theSecondCommandWaitsForTheBuildOfTheFirst() throws Exception {
    Process first = folder.start("first", WITHOUT_CACHE, "start");
    await().atMost(LIMIT).until(() -> folder.exists("builds"));
    Process second = folder.start("second", WITHOUT_CACHE, "start");
    Process third = folder.start("third", WITHOUT_CACHE, "status");
    for (String waiting : new String[] {"second", "third"}) {
      await()
          .atMost(LIMIT)
          .until(
              () -> folder.text(waiting).contains("another command is building; waiting for it"));
    }
    folder.allowBuilds();

    for (Process process : new Process[] {first, second, third}) {
      assertThat(process.waitFor()).isZero();
    }
    assertThat(folder.text("builds")).isEqualTo("build\n");
    assertThat(folder.text("first"))
        .contains("Built in", "started")
        .doesNotContain("another command");
    assertThat(folder.text("second")).endsWith("started\n").doesNotContain("Built in");
    assertThat(folder.text("third")).endsWith("started\n").doesNotContain("Built in");
  }

  @Test
  void aStartRunsTheUnpackedJarWithTheParallelCollector() throws Exception {
    folder.allowBuilds();

    assertThat(run(WITHOUT_CACHE, "start", "--only", "api"))
        .containsSubsequence("-Xmx1g", "-XX:+UseParallelGC", "-jar")
        .containsSubsequence(root.resolve(JAR).toString(), "start", "--only", "api")
        .noneMatch(NotifierScriptTest::usesCache);
    assertThat(folder.exists("notifier-api/target/unpacked/notifier-api-1-app.jar")).isTrue();
    assertThat(run(Map.of(), "status")).contains("-XX:+UseSerialGC", "-Xmx64m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"start --help", "start --only api -h", "train -h", "help start"})
  void helpNeedsNoBuild(String command) throws Exception {
    folder.allowBuilds();
    run(WITHOUT_CACHE, "start");
    Files.setLastModifiedTime(
        root.resolve("notifier-local/pom.xml"),
        FileTime.from(Instant.now().plus(Duration.ofHours(1))));

    assertThat(run(Map.of(), command.split(" ", -1)))
        .contains(
            "-Xmx64m", root.resolve("notifier-local/target/notifier-local-1-app.jar").toString())
        .endsWith(command.split(" ", -1));
    assertThat(folder.text("builds")).isEqualTo("build\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
  void theCollectorOfTheUserIsTheOnlyOne(String variable) throws Exception {
    folder.allowBuilds();
    Map<String, String> environment =
        Map.of(
            "NOTIFIER_AOT", "off", variable, "-Xms300m -XX:+UseZGC -XX:+UseCompactObjectHeaders");

    for (String command : new String[] {"start", "status"}) {
      assertThat(run(environment, command)).noneMatch(option -> option.matches("-XX:.*Use.*GC"));
    }
  }

  @Test
  void aCacheIsUsedWithoutWarningsUntilItIsTurnedOff() throws Exception {
    folder.allowBuilds();
    run(WITHOUT_CACHE, "start");
    folder.write(CACHE, "");

    assertThat(run(Map.of(), "start"))
        .contains("-XX:AOTCache=" + root.resolve(CACHE), "-Xlog:aot*=off,cds*=off");
    assertThat(run(Map.of(), "start", "--only", "kafka")).anyMatch(NotifierScriptTest::usesCache);
    for (String only : new String[] {"--only=api", "--only=kafka,worker", "--only=infra"}) {
      assertThat(run(Map.of(), "start", only))
          .noneMatch(NotifierScriptTest::usesCache)
          .contains("-Dlauncher.aot=on");
    }
    assertThat(run(WITHOUT_CACHE, "start"))
        .noneMatch(NotifierScriptTest::usesCache)
        .contains("-Dlauncher.aot=off");
    assertThat(run(Map.of(), "status")).noneMatch(NotifierScriptTest::usesCache);
  }

  @Test
  void aNewBuildRemovesTheCache() throws Exception {
    folder.allowBuilds();
    run(WITHOUT_CACHE, "start");
    folder.write(CACHE, "");
    run(WITHOUT_CACHE, "start");
    assertThat(folder.exists(CACHE)).isTrue();

    await()
        .atMost(LIMIT)
        .until(() -> {
          folder.write("notifier-local/pom.xml", "changed");
          run(WITHOUT_CACHE, "start");
          return folder.text("builds").lines().count() > 1;
        });

    assertThat(folder.exists(CACHE)).isFalse();
  }

  @Test
  void anotherJdkRemovesTheCache() throws Exception {
    folder.allowBuilds();
    run(WITHOUT_CACHE, "start");
    folder.write(CACHE, "");
    folder.write("jdk/release", "two\n");

    run(WITHOUT_CACHE, "start");

    assertThat(folder.exists(CACHE)).isFalse();
    assertThat(folder.exists(JAR)).isTrue();
  }

  @Test
  void trainingHasACleanEnvironment() throws Exception {
    folder.allowBuilds();
    List<String> call = run(Map.of("_JAVA_OPTIONS", "-XX:+UseZGC", "SECRET", "x"), "train");
    assertThat(call).contains("-XX:+UseParallelGC").endsWith("train");
  }

  @Test
  void nothingIsTrainedWithoutAnOrder() throws Exception {
    folder.allowBuilds();
    run(Map.of(), "bench");
    run(Map.of(), "start");
    assertThat(folder.text("calls").lines()).hasSize(2).noneMatch(call -> call.endsWith("train"));
  }

  private static boolean usesCache(String option) {
    return option.startsWith("-XX:AOT") || option.startsWith("-Xlog");
  }

  /** The arguments of the java that the script executes. */
  private List<String> run(Map<String, String> environment, String... arguments) throws Exception {
    Process process = folder.start("out", environment, arguments);
    assertThat(process.waitFor()).as(folder.text("out")).isZero();
    return List.of(folder.text("calls").lines().toList().getLast().split(" ", -1));
  }

  @SuppressWarnings("unused") // named by an annotation
  static boolean hasFlock() throws Exception {
    return new ProcessBuilder("sh", "-c", "command -v flock").start().waitFor() == 0;
  }
}
