package dev.notifier.local.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule of structure, on everything that is built here; and that every rule can fail. */
class ArchitectureTest {
  private static final String ROOT = "dev.notifier";
  private static final String BROKEN = "/architecture/broken/";
  private static final Pattern SLEEP = Pattern.compile("\\b(Thread|SECONDS)\\s*\\.\\s*sleep\\(");

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @TestFactory
  Stream<DynamicTest> theCodeKeepsEveryRule() {
    return new Rules(ROOT)
        .all().entrySet().stream()
            .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(OURS)));
  }

  /** A rule that the examples of its breach pass says nothing about the code. */
  @TestFactory
  Stream<DynamicTest> everyRuleFailsOnTheBrokenExamples() {
    String root = ArchitectureTest.class.getPackageName() + ".broken";
    JavaClasses broken = new ClassFileImporter().importPackages(root);
    return new Rules(root)
        .all().entrySet().stream()
            .map(rule ->
                DynamicTest.dynamicTest(
                    rule.getKey(),
                    () ->
                        assertThat(rule.getValue().evaluate(broken).hasViolation())
                            .as("the broken examples hold a breach of: %s", rule.getKey())
                            .isTrue()));
  }

  @Test
  void everyModuleIsLookedAt() {
    assertThat(Rules.ARROWS.keySet())
        .allSatisfy(module ->
            assertThat(OURS.stream())
                .as("classes of %s", module)
                .anyMatch(one -> one.getPackageName().startsWith(ROOT + "." + module)));
  }

  @Test
  void noTestSleeps() throws IOException {
    for (Path source : Repository.sources("test")) {
      if (!source.toString().contains(BROKEN)) {
        assertThat(Files.readString(source))
            .as("%s waits on a condition with a limit, never for a time", source)
            .doesNotContainPattern(SLEEP);
      }
    }
  }
}
