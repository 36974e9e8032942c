package dev.notifier.templates.vietnamese;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeDetectorTest {
  @ParameterizedTest
  @CsvSource({
    // text, index, whether the word at the index has a letter and a digit
    "7`x&Q_9, 1, true",
    "7`x&Q_9, 0, true",
    "7`x&Q_9, 6, true",
    "mat khau la a`7, 13, true",
    "a`7 la mat khau, 1, true",
    "ma a`b 7, 4, false",
    "7 `ab`, 2, false",
    "ab 1`2 cd, 4, false",
    "'a\u00A0`7', 2, false",
    "'a\t`7', 2, false",
    "`, 0, false",
    "x1, 1, true",
  })
  void distinguishesCodesFromWords(String text, int index, boolean code) {
    assertThat(CodeDetector.isInCode(text, index)).isEqualTo(code);
  }
}
