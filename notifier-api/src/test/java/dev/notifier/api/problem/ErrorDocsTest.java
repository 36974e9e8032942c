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

/** Checks that docs/errors.md and {@link ErrorCode} have the same codes and texts in one order. */
class ErrorDocsTest {
  @Test
  void thePageListsAllCodesAndNoOthers() throws IOException {
    List<String> page =
        Files.readAllLines(Path.of("../docs/errors.md")).stream()
            .filter(line -> line.matches("\\| `[a-z0-9-]+` \\| \\d{3} \\|.*"))
            .toList();

    assertThat(page)
        .containsExactlyElementsOf(Arrays.stream(ErrorCode.values()).map(this::row).toList());
  }

  @ParameterizedTest
  @EnumSource(PhoneNumberError.class)
  void everyPhoneNumberErrorHasTheCodeOfItsName(PhoneNumberError error) {
    assertThat(ErrorCode.of(error).id()).isEqualTo(error.code());
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void codesAndTextsAreWellFormed(ErrorCode code) {
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
