package dev.notifier.templates.vietnamese;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.VietnameseLetters;
import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiacriticsTest {
  @Test
  void stripsAllOneHundredAndThirtyFourLetters() {
    List<String> letters = VietnameseLetters.all().toList();
    assertThat(letters)
        .hasSize(134)
        .doesNotHaveDuplicates()
        .allMatch(letter -> letter.length() == 1);

    for (String letter : letters) {
      String stripped = Diacritics.strip(letter);
      String decomposed = Normalizer.normalize(letter, Normalizer.Form.NFD);
      assertThat(stripped).as(letter).matches("[aeiouydAEIOUYD]");
      assertThat(Character.isUpperCase(stripped.charAt(0)))
          .isEqualTo(Character.isUpperCase(letter.charAt(0)));
      assertThat(Diacritics.strip(decomposed)).isEqualTo(stripped);
      assertThat(Diacritics.keep(decomposed)).isEqualTo(letter);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "Bảo hiểm xã hội đã đóng từ ngày Đề nghị,Bao hiem xa hoi da dong tu ngay De nghi",
        "ðã Ðóng Ɖề ɖi,da Dong De di",
        "Łukasz łódź Ħħ Ŧŧ ı,Lukasz lodz Hh Tt i",
        "ﬁ ﬂ ﬀ ﬃ ﬄ,fi fl ff ffi ffl",
        "ＢＨＸＨ　１２,BHXH 12",
        "m² m³ ¹ © ® ™ 10÷20,m2 m3 1 (C) (R) (TM) 10-20",
        "1.000₫/tháng 2₫a,1.000 dong/thang 2 dong a",
        "\u200Ea\u200F\u202Ab\u202E\u2066c\u2069\u2060,abc",
        "hoà hòa thuý thúy,hoa hoa thuy thuy",
        "he\u0323\u0302 hê\u0323,he he",
        "ha\u0340 ha\u0341,ha ha",
        "Ê-đê: ê\u0306 ô\u0306 ơ\u0306 ư\u0306 ĕ ĭ ŏ ŭ ƀ č ñ,E-de: e o o u e i o u b c n",
        "a – b — c − d ‑ e,a - b - c - d - e",
        "chờ…,cho...",
        "a\u00A0b\u202Fc\td\u2009e\u3000f,a b c d e f",
        "1.234.567₫,1.234.567 dong",
        "1.234.567\u00A0₫,1.234.567 dong",
        "• a · b × c,- a . b x c",
        "38°,38 do",
        "№ 5 và ½,So 5 va 1/2",
        "a\u200Bb\u200Cc\u200Dd\uFEFFe\u00ADf,abcdef",
        "\u0301a,a",
        "Ä Ö Ñ Ü § €,A O N U § €",
      })
  void replacesDiacriticsAndTypographicCharacters(String text, String stripped) {
    assertThat(Diacritics.strip(text)).isEqualTo(stripped);
    assertThat(Encoding.of(Diacritics.strip(text))).isEqualTo(Encoding.GSM7);
  }

  @Test
  void replacesQuotationMarks() {
    assertThat(Diacritics.strip("“a” „b” «c» ‘d’ `e` ´f′"))
        .isEqualTo("\"a\" \"b\" \"c\" 'd' 'e' 'f'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ស\u17BD\u200Bស\u17D2ត\u17B8",
        "й и\u0301",
        "นี้",
        "👨\u200D👩\u200D👧",
        "中文",
        "ꪁꪫꪱꪣ ꪼꪕ",
        "ꨌꩌ",
        "नि",
      })
  void doesNotChangeOtherScripts(String text) {
    assertThat(Diacritics.strip(text)).isEqualTo(text);
    assertThat(Diacritics.keep(text)).isEqualTo(text);
  }

  @Test
  void stripsVietnameseNextToKhmer() {
    assertThat(Diacritics.strip("Gửi ស\u17BD\u200Bស đến")).isEqualTo("Gui ស\u17BD\u200Bស den");
  }

  @Test
  void keepsDiacriticsInNfc() {
    assertThat(Diacritics.keep("Ðề nghi\u0323 “a”")).isEqualTo("Đề nghị “a”");
    assertThat(Diacritics.keep("plain")).isEqualTo("plain");
    assertThat(Diacritics.stripMarks("plain")).isSameAs("plain");
  }
}
