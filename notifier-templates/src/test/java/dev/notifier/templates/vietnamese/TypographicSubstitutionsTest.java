package dev.notifier.templates.vietnamese;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.vietnamese.TypographicSubstitutions.Form;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypographicSubstitutionsTest {
  /** The characters of the table with their replacements in GSM-7 and in UCS-2. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "“”„‟″«» | \"\"\"\"\"\"\" | \"\"\"\"\"\"\"",
        "‘’‚‛′´ʼ` | '''''''' | ''''''''",
        "‐‑‒–—―−• | -------- | --------",
        "5·6×7÷8 | 5.6x7-8 | 5.6x7÷8",
        "a…b | a...b | a…b",
        "38°C 5° | 38 doC 5 do | 38°C 5°",
        "№7 | So 7 | №7",
        "¼½¾¹²³ | 1/41/23/4123 | ¼½¾¹²³",
        "©®™ | (C)(R)(TM) | ©®™",
        "ﬀﬁﬂﬃﬄ | fffiflffiffl | fffiflffiffl",
        "5₫, | 5 dong, | 5 đồng,",
        "5₫6 | 5 dong 6 | 5 đồng 6",
        "5 ₫ 6 | 5 dong 6 | 5 đồng 6",
        "₫ | dong | đồng",
        "！Ａ～ | !A~ | !A~",
        "a b\u2000c\u200Ad\u202Fe\u3000f | a b c d e f | a b c d e f",
        "a\u2028b\u2029c\u205Fd | a b c d | a b c d",
        "a\u200Bb\u200Cc\u200Dd\u2060e\u00ADf\uFEFFg | abcdefg | abcdefg",
        "\u200Ea\u200F\u202Ab\u202B\u202C\u202D\u202E\u2066c\u2067\u2068\u2069 | abc | abc",
      })
  void replacesTypographicCharacters(String text, String gsm7, String ucs2) {
    assertThat(substituted(text, Form.GSM7)).isEqualTo(gsm7);
    assertThat(substituted(text, Form.UCS2)).isEqualTo(ucs2);
  }

  @Test
  void replacesTabsAndNoBreakSpaces() {
    assertThat(substituted("a\tb\u00A0c", Form.GSM7)).isEqualTo("a b c");
    assertThat(substituted("\tថ្មី\u00A0", Form.UCS2)).isEqualTo(" ថ្មី ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "BHXHVN: The BHYT da het han 31/12. Goi 1900.9068 (mien phi) ~ {a} [b] ^ | \\ €",
        "Đề nghị ông/bà đến nộp hồ sơ trước ngày 31/12, Ê-đê ê\u0306, Mường wằn",
        "7`x&Q_9",
        "äöüßÆØåÉ",
      })
  void keepsOtherCharacters(String text) {
    assertThat(substituted(text, Form.GSM7)).isEqualTo(text);
    assertThat(substituted(text, Form.UCS2)).isEqualTo(text);
  }

  @Test
  void reportsSubstitutions() {
    List<String> reported = new ArrayList<>();

    TypographicSubstitutions.apply(
        "“a`7 5₫\u200B–",
        Form.GSM7,
        (index, sentIndex, character, replacement) ->
            reported.add(index + " " + character + " " + replacement));

    assertThat(reported).containsExactly("0 “ \"", "6 ₫ dong", "7 \u200B ", "8 – -");
  }

  @Test
  void keepsCharactersInOtherScripts() {
    for (String script : List.of("ថ", "中", "ก", "ж", "α", "ꪁ", "\uD83D\uDE00")) {
      String text = "«" + script + "»\u200B！…";
      assertThat(substituted(text, Form.GSM7)).as(script).isEqualTo(text);
      assertThat(TypographicSubstitutions.containsOtherScript("a" + script)).as(script).isTrue();
    }
    assertThat(substituted("«ម»\uFEFF\u00A0x", Form.GSM7)).isEqualTo("«ម» x");
  }

  @Test
  void diacriticsAndSymbolsAreNotAScript() {
    for (String text : List.of("ế", "e\u0302\u0301", "Ǿƀơʼ", "€…₫", "\u1E00\u1EFF", "")) {
      assertThat(TypographicSubstitutions.containsOtherScript(text)).as(text).isFalse();
    }
    assertThat(TypographicSubstitutions.isOtherScript('\u1F00')).isTrue();
    assertThat(TypographicSubstitutions.isOtherScript('\u1DBF')).isTrue();
  }

  private static String substituted(String text, Form form) {
    return TypographicSubstitutions.apply(
        text, form, (index, sentIndex, character, replacement) -> {});
  }
}
