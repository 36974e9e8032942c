package dev.notifier.console.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasksTest {
  @ParameterizedTest
  @CsvSource({
    "+84912345678, +84912***678",
    "0912 345 678, 0912***678",
    "+84912***678, +84912***678",
    "12345, ***",
    "'', ''"
  })
  void hidesThreeDigits(String phone, String masked) {
    assertThat(Masks.phone(phone)).isEqualTo(masked);
  }
}
