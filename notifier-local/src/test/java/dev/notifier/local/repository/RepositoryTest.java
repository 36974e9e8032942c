package dev.notifier.local.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.testing.architecture.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RepositoryTest {
  /** JMH benchmarks: nothing depends on them, and the build runs none of them. */
  private static final String BENCHMARKS = "notifier-benchmarks";

  /** The simulator does not know Notifier, and implements SMPP independently. */
  private static final String SIMULATOR = "smsc-simulator";

  /** Names that are still used twice. This set may only become smaller. */
  private static final Set<String> DUPLICATE_NAMES =
      Set.of("TemplateSource.java", "TemplateWriter.java");

  @Test
  void everyModuleHasAnArchitectureTestAndAllowedDependencies() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path module : Repository.modules()) {
      if (!module.endsWith(BENCHMARKS)) {
        try (Stream<Path> tests = Files.walk(module.resolve(Path.of("src", "test", "java")))) {
          assertThat(tests)
              .as("tests of %s", module)
              .anyMatch(test -> test.endsWith("ArchitectureTest.java"));
        }
        names.add(module.endsWith(SIMULATOR) ? "smsc" : packageOf(module));
      }
    }
    assertThat(names).isEqualTo(Rules.ALLOWED_MODULES.keySet());
  }

  @Test
  void everyFileNameIsUsedOnce() throws IOException {
    Map<String, Long> counts =
        Repository.sources("main").stream()
            .filter(source -> !source.startsWith(Repository.ROOT.resolve(SIMULATOR)))
            .map(RepositoryTest::nameOf)
            .filter(name -> !name.equals("package-info.java"))
            .filter(name -> !DUPLICATE_NAMES.contains(name))
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));

    assertThat(counts).allSatisfy((name, count) -> assertThat(count).as(name).isEqualTo(1));
  }

  /** A package has no hyphens: notifier-batch-files has dev.notifier.batchfiles. */
  private static String packageOf(Path module) {
    return nameOf(module).replace("notifier-", "").replace("-", "");
  }

  private static String nameOf(Path path) {
    return String.valueOf(path.getFileName());
  }
}
