package dev.notifier.local.components;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult.Accepted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestNumberTest {
  @ParameterizedTest
  @EnumSource
  void isAcceptedAndInNoAssignedRange(TestNumber number) {
    assertThat(PhoneNumberParser.parse(number.phone()))
        .isInstanceOfSatisfying(
            Accepted.class, accepted -> assertThat(accepted.unknownRange()).isTrue());
  }

  @Test
  void allButTheFirstHaveAFault() {
    assertThat(TestNumber.behaviour().faults()).hasSize(TestNumber.values().length - 1);
  }

  @Test
  void thePageForCallersListsThem() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/integrating.md")).stream()
            .filter(line -> line.startsWith("| `0750"))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(TestNumber.values()).map(TestNumberTest::row).toList());
  }

  private static String row(TestNumber number) {
    return "| `%s` | %s | `%s` | %s |"
        .formatted(
            number.phone(),
            number.effect(),
            number.state(),
            number.reason().map(reason -> "`" + reason + "`").orElse(""));
  }
}
