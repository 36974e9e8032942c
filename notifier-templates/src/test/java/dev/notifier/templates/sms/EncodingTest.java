package dev.notifier.templates.sms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingTest {
  @ParameterizedTest
  @CsvSource({
    "chua dang ky giao dich dien tu vơi co quan BHXH, 32, ơ, U+01A1",
    "đ, 0, đ, U+0111",
    "OK 👍, 3, 👍, U+1F44D",
    "ha`, 2, `, U+0060",
    "1.234 ₫, 6, ₫, U+20AB",
  })
  void findsTheFirstUcs2Character(String text, int index, String character, String name) {
    Ucs2Character ucs2Character = Encoding.firstUcs2Character(text).orElseThrow();

    assertThat(ucs2Character.index()).isEqualTo(index);
    assertThat(ucs2Character.character()).isEqualTo(character);
    assertThat(ucs2Character.name()).isEqualTo(name);
    assertThat(Encoding.of(text)).isEqualTo(Encoding.UCS2);
  }

  @Test
  void prefersGsm7() {
    assertThat(Encoding.of("à è é ì ò ù É {€}")).isEqualTo(Encoding.GSM7);
    assertThat(Encoding.firstUcs2Character("")).isEmpty();
    assertThat(Encoding.GSM7.dataCoding()).isZero();
    assertThat(Encoding.UCS2.dataCoding()).isEqualTo((byte) 8);
  }

  @Test
  void onlySevenVietnameseLettersAreGsm7() {
    assertThat(VietnameseLetters.all().filter(letter -> Encoding.of(letter) == Encoding.GSM7))
        .containsExactlyInAnyOrder("à", "è", "é", "ì", "ò", "ù", "É");
  }
}
