package dev.notifier.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MobileNumberTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"+84312345678", "+84512345678", "+84712345678", "+84812345678", "+84912345678"})
  void acceptsMobileNumbersInE164(String text) {
    assertThat(MobileNumber.ofE164(text)).isEqualTo(new MobileNumber(text));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "0912345678",
        "84912345678",
        "+84 912345678",
        "+8491234567",
        "+849123456789",
        "+84112345678",
        "+84212345678",
        "+84412345678",
        "+84612345678",
        "+84012345678",
        "+85912345678",
        "+8491234567a",
        "+84９12345678",
      })
  void rejectsEveryOtherForm(@Nullable String text) {
    assertThat(MobileNumber.ofE164(text)).isNull();
    if (text != null) {
      assertThatThrownBy(() -> new MobileNumber(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("345");
    }
  }
}
