package dev.notifier.testing.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Checks the structure of one module. Each module has a test class that extends this one. Tests run
 * in the directory of their module.
 */
public abstract class ArchitectureContract {
  private static final Path CLASSES = Path.of("target", "classes");
  private static final Path MAIN = Path.of("src", "main", "java");
  private static final Path TEST = Path.of("src", "test", "java");

  /** Examples that break the rules on purpose. */
  private static final Path BROKEN = Path.of("architecture", "broken");

  private static final Pattern SLEEP = Pattern.compile("\\b(Thread|SECONDS)\\s*\\.\\s*sleep\\(");
  private static final int MAX_FILES = 25;

  /** Packages that are larger, with their size. Sizes here may only decrease. */
  private static final Map<String, Integer> LARGE_PACKAGES =
      Map.of("dev/notifier/smsc/behaviour", 27);

  @TestFactory
  Stream<DynamicTest> theModuleFollowsEveryRule() {
    JavaClasses classes = new ClassFileImporter().importPath(CLASSES);
    assertThat(classes).as("classes in %s", CLASSES.toAbsolutePath()).isNotEmpty();
    return new Rules("dev.notifier")
        .all().entrySet().stream()
            .map(rule ->
                DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(classes)));
  }

  @Test
  void aPackageHasAtMost25Files() throws IOException {
    Map<Path, Long> sizes =
        sources(MAIN).stream()
            .filter(file -> !file.endsWith("package-info.java"))
            .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));

    assertThat(sizes)
        .allSatisfy((folder, size) -> {
          String name = MAIN.relativize(folder).toString().replace('\\', '/');
          assertThat(size)
              .as("files in %s: split the package by responsibility", name)
              .isLessThanOrEqualTo(LARGE_PACKAGES.getOrDefault(name, MAX_FILES));
        });
  }

  @Test
  void noTestSleeps() throws IOException {
    for (Path source : sources(TEST)) {
      assertThat(Files.readString(source))
          .as("%s must wait for a condition with a time limit", source)
          .doesNotContainPattern(SLEEP);
    }
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains(BROKEN.toString()))
          .toList();
    }
  }
}
