package dev.notifier.templates.vietnamese;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Windows1252TextTest {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "áÿ€™Ÿ", "5 − 3 → 2", "th", "₫"})
  void acceptsItsLettersAndAnySymbol(String text) {
    assertThat(Windows1252Text.isPossible(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ế", "đ", "ă", "a\u0301", "ថ", "abc ư"})
  void rejectsOtherLetters(String text) {
    assertThat(Windows1252Text.isPossible(text)).isFalse();
  }

  /** A single letter or symbol, written as UTF-8 and read as Windows-1252, is enough. */
  @ParameterizedTest
  @ValueSource(strings = {"ế", "ạ", "ỹ", "Ế", "ơ", "ư", "ã", "é", "ũ", "“", "–", "₫", "ក"})
  void detectsASingleLetter(String letter) {
    assertThat(Windows1252Text.isMisreadUtf8(readAs(letter, WINDOWS_1252))).isTrue();
    assertThat(Windows1252Text.isMisreadUtf8(readAs(letter, StandardCharsets.ISO_8859_1))).isTrue();
    assertThat(Windows1252Text.isMisreadUtf8("x" + readAs(letter, WINDOWS_1252) + "y")).isTrue();
  }

  /** Their last byte reads as a character that is plausible there. */
  @ParameterizedTest
  @ValueSource(strings = {"đ", "ồ"})
  void needsThreeAmbiguousSequences(String letter) {
    String garbage = readAs(letter, WINDOWS_1252);
    assertThat(Windows1252Text.isMisreadUtf8(garbage + garbage)).isFalse();
    assertThat(Windows1252Text.isMisreadUtf8(garbage + garbage + garbage)).isTrue();
    assertThat(Windows1252Text.isMisreadUtf8(readAs(letter, StandardCharsets.ISO_8859_1))).isTrue();
  }

  private static String readAs(String text, Charset charset) {
    return new String(text.getBytes(StandardCharsets.UTF_8), charset);
  }

  @ParameterizedTest
  @CsvSource({
    // A capital with a diacritic before a closing quotation mark, once, twice and three times.
    "ĐÃ” MÃ, false",
    "TÀ” ĐÃ” XÃ LÃ, false",
    "ĐÃ” ĐÃ” ĐÃ”, true",
    "«quá», false",
    "Lò Vã, false",
    "á» á», false",
    "Ã, false",
    "Ãx, false",
    "á», false",
    "áºy, true",
    "â€x, false",
    "âx€, false",
    "È€€, false",
    "ã‚¡, false",
  })
  void needsEnoughEvidence(String text, boolean utf8) {
    assertThat(Windows1252Text.isMisreadUtf8(text)).isEqualTo(utf8);
  }
}
