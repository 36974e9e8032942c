package dev.notifier.testing.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class RulesTest {
  /** A rule that accepts the examples of its violation would accept everything. */
  @TestFactory
  Stream<DynamicTest> everyRuleFailsOnTheBrokenExamples() {
    String root = RulesTest.class.getPackageName() + ".broken";
    JavaClasses broken = new ClassFileImporter().importPackages(root);
    return new Rules(root)
        .all().entrySet().stream()
            .map(rule ->
                DynamicTest.dynamicTest(
                    rule.getKey(),
                    () ->
                        assertThat(rule.getValue().evaluate(broken).hasViolation())
                            .as("the broken examples violate: %s", rule.getKey())
                            .isTrue()));
  }
}
