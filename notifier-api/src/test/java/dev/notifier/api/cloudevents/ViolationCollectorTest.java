package dev.notifier.api.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import org.junit.jupiter.api.Test;

class ViolationCollectorTest {
  private final ViolationCollector violations = new ViolationCollector();

  @Test
  void aLongPointerIsCutAfterAToken() {
    violations.add("/data/" + "a".repeat(400) + "/b", ErrorCode.INVALID_DATA);
    violations.add("/data/a/" + "b".repeat(20_000), ErrorCode.INVALID_DATA);
    violations.add("/" + "c".repeat(20_000), ErrorCode.INVALID_DATA);

    assertThat(violations.toList())
        .extracting(Violation::pointer)
        .containsExactly("/data/" + "a".repeat(400) + "/b", "/data/a", "");
  }

  @Test
  void thereAreAtMostTen() {
    for (int i = 0; i < 1_000; i++) {
      violations.add("/" + i, ErrorCode.INVALID_DATA);
    }

    assertThat(violations.toList()).hasSize(10);
  }
}
