package dev.notifier.local.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaProgramTest {
  @Test
  void applicationsUseTheParallelCollector() {
    assertThat(JavaProgram.applicationOptions(List.of("-Xmx1g", "-XX:+UseCompactObjectHeaders")))
        .contains("-XX:+UseParallelGC", "-Xmx512m");
  }

  @Test
  void applicationsUseTheCollectorAndTheCompilersOfThisJvmIfItHasSome() {
    var own = List.of("-XX:+UseZGC", "-XX:TieredStopAtLevel=1", "-XX:+UseZGC");
    assertThat(JavaProgram.applicationOptions(own))
        .containsOnlyOnce("-XX:+UseZGC", "-XX:TieredStopAtLevel=1")
        .doesNotContain("-XX:+UseParallelGC");
  }

  @Test
  void applicationsHaveTheOptionsOfTheImagesExceptTheHeap() throws IOException {
    var ofImages =
        Files.readAllLines(Path.of("../docker/java-options")).stream()
            .filter(line -> !line.matches("#.*|-XX:MaxRAMPercentage.*|-Xlog.*"))
            .toList();

    assertThat(JavaProgram.applicationOptions(List.of()))
        .filteredOn(option -> !option.startsWith("-Xmx"))
        .containsExactlyInAnyOrderElementsOf(ofImages);
  }

  @Test
  void theCacheIsBesideTheJar() {
    var program = new JavaProgram(Path.of("/a/api-1.jar"), List.of("-Xmx1g"));

    assertThat(program.cache()).isEqualTo(Path.of("/a/api-1.aot"));
    assertThat(program.command().subList(1, 4)).containsExactly("-Xmx1g", "-jar", "/a/api-1.jar");
  }
}
