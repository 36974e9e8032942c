package dev.notifier.templates.language.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueSanitizerTest {
  /** White_Space in Unicode 16 (PropList.txt), and the braille pattern without dots. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x0009, 0x000A, 0x000B, 0x000C, 0x000D, 0x0020, 0x0085, 0x00A0, 0x1680, 0x2000, 0x2001,
        0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029,
        0x202F, 0x205F, 0x3000, 0x2800,
      })
  void makesBlanksOfAnyKindOneBlank(int codePoint) {
    String blank = Character.toString(codePoint);

    assertThat(ValueSanitizer.normalize("Lò Thị" + blank + "Mai")).isEqualTo("Lò Thị Mai");
    assertThat(ValueSanitizer.normalize("a" + blank + " " + blank + "\r\n\tb")).isEqualTo("a b");
    assertThat(ValueSanitizer.normalize(blank + "a" + blank + blank)).isEqualTo("a");
    assertThat(ValueSanitizer.normalize("a" + blank + "\u200B" + blank + "b")).isEqualTo("a b");
    assertThat(ValueSanitizer.isBlank(blank + "\u200E" + blank)).isTrue();
  }

  /** Default_Ignorable_Code_Point in Unicode 16 (DerivedCoreProperties.txt). */
  @ParameterizedTest
  @CsvSource({
    "AD, AD",
    "34F, 34F",
    "61C, 61C",
    "115F, 1160",
    "17B4, 17B5",
    "180B, 180F",
    "200B, 200F",
    "202A, 202E",
    "2060, 206F",
    "3164, 3164",
    "FE00, FE0F",
    "FEFF, FEFF",
    "FFA0, FFA0",
    "FFF0, FFF8",
    "1BCA0, 1BCA3",
    "1D173, 1D17A",
    "E0000, E0FFF",
  })
  void removesInvisibleCharacters(String first, String last) {
    for (int c = Integer.parseInt(first, 16); c <= Integer.parseInt(last, 16); c++) {
      String invisible = Character.toString(c);
      String value = invisible + "Lò" + invisible + " Thị " + invisible + "Mai" + invisible;
      assertThat(ValueSanitizer.isNormalized(value)).isFalse();
      assertThat(ValueSanitizer.normalize(value)).as("U+%04X", c).isEqualTo("Lò Thị Mai");
      assertThat(ValueSanitizer.isBlank(invisible + " " + invisible)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "00AC, 00AC",
    "00AE, 00AE",
    "34E, 34E",
    "350, 350",
    "61B, 61B",
    "115E, 115E",
    "1161, 1161",
    "17B3, 17B3",
    "17B6, 17B6",
    "180A, 180A",
    "1810, 1810",
    "2010, 2027",
    "2030, 205E",
    "3163, 3163",
    "3165, 3165",
    "FDFF, FDFF",
    "FE10, FE10",
    "FF9F, FF9F",
    "FFA1, FFA1",
    "FFFC, FFFD",
    "1BC9F, 1BC9F",
    "1D172, 1D172",
    "1D17B, 1D17B",
  })
  void keepsVisibleCharactersNextToThem(String first, String last) {
    for (int c = Integer.parseInt(first, 16); c <= Integer.parseInt(last, 16); c++) {
      String value = "a" + Character.toString(c) + "b";
      assertThat(ValueSanitizer.normalize(value)).as("U+%04X", c).hasSameSizeAs(value);
    }
  }

  /** Between letters of scripts that need them, joiners and the ends of words stay. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ខ្មែរ\u200Bភាសា",
        "ក\u200Dខ",
        "ក្\u200Cខ",
        "ꨀ\u200Bꨁ",
        "ꪀ\u200Bꪁ",
        "ไทย\u200Bคำ",
        "ລາວ\u200Bຄຳ",
        "မြန်\u200Bမာ",
        "क्\u200Dष",
        "می\u200Cخواهم",
      })
  void keepsJoinersOfOtherScripts(String value) {
    assertThat(ValueSanitizer.normalize(value)).isEqualTo(value);
    assertThat(ValueSanitizer.normalize("\u200B" + value + "\u200D")).isEqualTo(value);
    assertThat(ValueSanitizer.normalize(value.replaceAll("([\u200B-\u200D])", "\u202A$1$1")))
        .isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "Lò\u200BThị, LòThị",
    "a\u200Dក, aក",
    "ក\u200Ba, កa",
    "ក\u200B 1, ក 1",
    "ក \u200Bខ, ក ខ",
    "ខ\u200B2026, ខ2026",
    "\uD83D\uDC69\u200D\u2695\uFE0F, \uD83D\uDC69\u2695",
    "\u2764\uFE0F, \u2764",
    "网\u200B站, 网站",
    "р\u200Bф, рф",
    "e\u034F\u0302, ê",
  })
  void removesJoinersElsewhere(String value, String expected) {
    assertThat(ValueSanitizer.normalize(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Lò Thị Mai",
        "Đặng Thị Thu Hoài",
        "HC4010110129425",
        "1.250.000 đ",
        "Số 5/2, P. Lê Lợi",
        "© Ñandú ¿?",
        "x",
      })
  void recognizesPlainValuesWithoutRewritingThem(String value) {
    assertThat(ValueSanitizer.isNormalized(value)).isTrue();
    assertThat(ValueSanitizer.normalize(value)).isEqualTo(value);
    RenderContext context = new RenderContext(Map.of(), "vi", LinkRule.NONE, 10, false);
    assertThat(context.sanitizedText(value, "a")).isSameAs(value);
  }

  @ParameterizedTest
  @CsvSource({
    "a\u0007b, U+0007",
    "a\u001Cb, U+001C",
    "a\u0086b, U+0086",
    "a\uE000b, U+E000",
    "a\uDBFF\uDFFFb, U+10FFFF",
    "a\u0378b, U+0378",
  })
  void namesTheCharacterThatRemains(String value, String name) {
    RenderContext context = new RenderContext(Map.of(), "vi", LinkRule.NONE, 10, false);

    assertThat(context.sanitizedText(value, "a")).isNull();
    assertThat(context.problem())
        .isNotNull()
        .extracting(ProgramResult.Problem::detail)
        .isEqualTo("remove the character " + name + ", which cannot be sent");
  }

  @Test
  void everyCodePointIsPlainBlankIgnorableOrKept() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String normalized = ValueSanitizer.normalize("a" + Character.toString(c) + "b");
      boolean gone = InvisibleCharacter.isBlank(c) || InvisibleCharacter.isIgnorable(c);
      assertThat(normalized.toLowerCase(Locale.ROOT).matches("a ?b"))
          .as("U+%04X", c)
          .isEqualTo(gone);
    }
  }
}
