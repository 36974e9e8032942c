package dev.notifier.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.numbers.PhoneNumberError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of the errors and the catalogue tell the same, word for word and in one order. */
class ErrorDocsTest {
  @Test
  void everyCodeIsOnThePageAndNoOtherIs() throws IOException {
    List<String> page =
        Files.readAllLines(Path.of("../docs/errors.md")).stream()
            .filter(line -> line.matches("\\| `[a-z0-9-]+` \\| \\d{3} \\|.*"))
            .toList();

    assertThat(page)
        .containsExactlyElementsOf(Arrays.stream(ErrorCode.values()).map(this::row).toList());
  }

  @ParameterizedTest
  @EnumSource(PhoneNumberError.class)
  void everyPhoneProblemHasTheCodeOfItsOwnName(PhoneNumberError problem) {
    assertThat(ErrorCode.of(problem).id()).isEqualTo(problem.code());
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void codesAndWordsAreWellFormed(ErrorCode code) {
    assertThat(code.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    assertThat(code.title()).doesNotEndWith(".");
    assertThat(code.advice()).isNotBlank().doesNotEndWith(".");
  }

  private String row(ErrorCode code) {
    return "| `"
        + code.id()
        + "` | "
        + code.status()
        + " | "
        + code.title()
        + " | "
        + code.advice()
        + " |";
  }
}
