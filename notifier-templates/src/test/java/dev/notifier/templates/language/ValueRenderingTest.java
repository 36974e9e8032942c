package dev.notifier.templates.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Renders values of every kind. */
class ValueRenderingTest {
  private static final String EXPECTED_TEXT = "send it as text in quotes, to keep leading zeros";
  private static final String EXPECTED_NUMBER =
      "send it as a number without quotes, of at most 18 digits";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-12-31 | 31/12/2026",
        "0999-01-05 | 05/01/0999",
        "2024-02-29 | 29/02/2024",
        "2026-12-31T22:00:00+07:00 | 31/12/2026",
        "2026-12-30T18:00:00Z | 31/12/2026",
        "2026-12-30t16:59:59z | 30/12/2026",
        "2026-12-30T17:00Z | 31/12/2026",
        "2026-12-30T17:00:00.123456789Z | 31/12/2026",
        "2026-12-31T00:30:00+08:00 | 30/12/2026",
        "2026-12-30T13:00:00-04:00 | 31/12/2026",
        "2026-12-31T12:00:00+18:00 | 31/12/2026",
      })
  void readsDates(String value, String expected) {
    assertThat(LanguageSamples.rendered("{{ validTo | date }}", with("validTo", value)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "31/12/2026",
        "2026-02-30",
        "2025-02-29",
        "2026-13-01",
        "2026-00-01",
        "2026-12-00",
        "2026-1-1",
        "2026-12-31T",
        "2026-12-31T22:00:00",
        "2026-12-31 22:00:00Z",
        "2026-12-31T24:00:00Z",
        "2026-12-31T22:60:00Z",
        "2026-12-31T22:00:60Z",
        "2026-12-31T22:00:00.Z",
        "2026-12-31T22:00:00+19:00",
        "2026-12-31T22:00:00+18:01",
        "2026-12-31T22:00:00+0700",
        "2026-12-31T22:00:00+07:60",
        "2026-12-31T22:00:00Zx",
        "2026x12-31",
        "2026-12x31",
        "2026-12-31T22x00:00Z",
        "2026-12-31T2:00:00Z",
        "tomorrow",
        "2026-12-31T22:00:00.11111111111111111111111Z",
        "-026-12-31",
        "2026-12-31T22:00x",
      })
  void rejectsInvalidDates(String value) {
    assertThat(LanguageSamples.rendered("{{ validTo | date }}", with("validTo", value)))
        .isEqualTo("invalid-value [validTo] write the date as 2026-12-31");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10, 10/2026", "10/2026, 10/2026", "10-2026, 10/2026", "102026, 10/2026",
    "6/2026, 06/2026", "6-2026, 06/2026", "2026-10-05, 10/2026", "2026-12-31T18:00:00Z, 01/2027",
  })
  void readsMonths(String value, String expected) {
    assertThat(LanguageSamples.rendered("{{ month | month }}", with("month", value)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-13", "2026-00", "13/2026", "0/2026", "62026", "2026/10", "10.2026", "October",
        "1026", "10/26", "123/2026", "2026-1", "/2026", "20x6-10", "10/20x6", "2026-10-99",
      })
  void rejectsInvalidMonths(String value) {
    assertThat(LanguageSamples.rendered("{{ month | month }}", with("month", value)))
        .isEqualTo("invalid-value [month] write the month as 2026-10");
  }

  @Test
  void groupsNumbersOfEveryKind() {
    assertNumber(0, "0", "0");
    assertNumber(-1, "-1", "-1");
    assertNumber(999, "999", "999");
    assertNumber(1000, "1.000", "1000");
    assertNumber(-1000, "-1.000", "-1000");
    assertNumber(-214541737, "-214.541.737", "-214541737");
    assertNumber((short) 1234, "1.234", "1234");
    assertNumber(Long.MIN_VALUE, "-9.223.372.036.854.775.808", "-9223372036854775808");
    assertNumber(115.0, "115", "115");
    assertNumber(1234.5f, "1.234,5", "1234,5");
    assertNumber(new BigDecimal("1E+3"), "1.000", "1000");
    assertNumber(new BigDecimal("0.00"), "0", "0");
    assertNumber(new BigDecimal("72.50"), "72,5", "72,5");
    assertNumber(new BigDecimal("1234.567"), "1.234,57", "1234,567");
    assertNumber(
        new BigInteger("999999999999999999"), "999.999.999.999.999.999", "999999999999999999");
  }

  private static void assertNumber(Number value, String grouped, String plain) {
    assertThat(LanguageSamples.rendered("{{ amountVnd | money }}", with("amountVnd", value)))
        .isEqualTo(grouped);
    assertThat(LanguageSamples.rendered("{{ amountVnd | number }}", with("amountVnd", value)))
        .isEqualTo(grouped);
    assertThat(LanguageSamples.rendered("{{ amountVnd }}", with("amountVnd", value)))
        .isEqualTo(plain);
  }

  @Test
  void rejectsNumbersOutOfRange() {
    for (Object value :
        List.of(
            Double.NaN,
            Double.POSITIVE_INFINITY,
            1e300,
            new BigDecimal("1E+1000000000"),
            new BigDecimal("1E-1000000000"),
            new BigInteger("1000000000000000000"))) {
      assertThat(LanguageSamples.rendered("{{ amountVnd | money }}", with("amountVnd", value)))
          .isEqualTo("invalid-value [amountVnd] " + EXPECTED_NUMBER);
      assertThat(LanguageSamples.rendered("{{ amountVnd }}", with("amountVnd", value)))
          .isEqualTo("invalid-value [amountVnd] " + EXPECTED_NUMBER);
    }
    assertThat(LanguageSamples.rendered("{{ amountVnd | money }}", with("amountVnd", "5")))
        .isEqualTo("invalid-value [amountVnd] " + EXPECTED_NUMBER);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 tháng, 0 months",
    "1, 1 tháng, 1 month",
    "11, 11 tháng, 11 months",
    "12, 1 năm, 1 year",
    "13, 1 năm 1 tháng, 1 year 1 month",
    "24, 2 năm, 2 years",
    "115, 9 năm 7 tháng, 9 years 7 months",
    "1200, 100 năm, 100 years",
  })
  void writesDurationsInTheLanguageOfTheVariant(int months, String vi, String en) {
    Map<String, @Nullable Object> data = with("amountVnd", months);
    String text = "{{ amountVnd | duration }}";
    assertThat(LanguageSamples.rendered(text, "vi", data)).isEqualTo(vi);
    assertThat(LanguageSamples.rendered(text, "rad", data)).isEqualTo(vi);
    assertThat(LanguageSamples.rendered(text, "eng", data)).isEqualTo(vi);
    assertThat(LanguageSamples.rendered(text, "en", data)).isEqualTo(en);
    assertThat(LanguageSamples.rendered(text, "en-GB", data)).isEqualTo(en);
  }

  @Test
  void rejectsInvalidDurations() {
    for (Object value : List.of(-1, 1201, 7.5, "115", true, Double.NaN)) {
      assertThat(LanguageSamples.rendered("{{ amountVnd | duration }}", with("amountVnd", value)))
          .isEqualTo("invalid-value [amountVnd] send a whole number of months from 0 to 1200");
    }
  }

  @Test
  void requiresTextsForTextFields() {
    for (Object value : List.of(110129425, true, List.of("a"), Map.of("a", "b"))) {
      assertThat(LanguageSamples.rendered("{{ cardNo }}", with("cardNo", value)))
          .isEqualTo("invalid-value [cardNo] " + EXPECTED_TEXT);
      assertThat(LanguageSamples.rendered("{{ cardNo | mask }}", with("cardNo", value)))
          .isEqualTo("invalid-value [cardNo] " + EXPECTED_TEXT);
    }
    assertThat(LanguageSamples.rendered("{{ amountVnd }}", with("amountVnd", true)))
        .isEqualTo("invalid-value [amountVnd] " + EXPECTED_TEXT);
  }

  @Test
  void distinguishesMissingFromBlankValues() {
    assertThat(LanguageSamples.rendered("{{ cardNo }}", with("cardNo", null)))
        .isEqualTo("missing-value [cardNo] add this field to the event's data");
    for (String blank : List.of("", " ", "\n", "\u00A0 \u2003 ")) {
      assertThat(LanguageSamples.rendered("{{ cardNo | mask }}", with("cardNo", blank)))
          .isEqualTo("missing-value [cardNo] the field is blank; send a value");
    }
    assertThat(LanguageSamples.rendered("{{ reason | default: 'x' }}", with("reason", " ")))
        .isEqualTo("x");
    assertThat(
            LanguageSamples.rendered("{% if reason %}a{% else %}b{% endif %}", with("reason", " ")))
        .isEqualTo("b");
    assertThat(LanguageSamples.rendered("{{ recipient.phone }}", with("recipient", "x")))
        .isEqualTo("missing-value [recipient.phone] add this field to the event's data");
  }

  @Test
  void reportsMissingRequiredValuesInConditions() {
    String text = "{% if outcome == 'REFUSED' %}a{% else %}b{% endif %}";
    assertThat(LanguageSamples.rendered(text, with("outcome", null)))
        .isEqualTo("missing-value [outcome] add this field to the event's data");
    assertThat(LanguageSamples.rendered(text, with("outcome", "MAYBE")))
        .isEqualTo("invalid-value [outcome] send one of GRANTED, REFUSED, PARTLY");
    assertThat(LanguageSamples.rendered(text, with("outcome", " REFUSED "))).isEqualTo("a");
    assertThat(LanguageSamples.rendered(text, with("outcome", "\u202AREFUSED\u202C\u00A0")))
        .isEqualTo("a");
    assertThat(LanguageSamples.rendered(text, with("outcome", 5))).isEqualTo("b");
    String optional = "{% if reason == 'x' %}a{% else %}b{% endif %}";
    assertThat(LanguageSamples.rendered(optional, with("reason", null))).isEqualTo("b");
  }

  @Test
  void normalizesTexts() {
    assertThat(LanguageSamples.rendered("{{ cardNo }}", with("cardNo", "  a   b\u00A0\u00A0c\n")))
        .isEqualTo("a b c");
    assertThat(
            LanguageSamples.rendered("{{ cardNo }}", with("cardNo", "Ba\u0309o hie\u0302\u0309m")))
        .isEqualTo("Bảo hiểm");
    assertThat(LanguageSamples.rendered("{{ cardNo }}", with("cardNo", "a\u00A0b")))
        .isEqualTo("a b");
    assertThat(LanguageSamples.rendered("{{ cardNo }}", with("cardNo", "ខ្មែរ\u200Bភាសា")))
        .isEqualTo("ខ្មែរ\u200Bភាសា");
    assertThat(LanguageSamples.rendered("{{ cardNo }}", with("cardNo", "ê\u0306 😀")))
        .isEqualTo("ê\u0306 😀");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x0000, 0x0007, 0x0008, 0x000E, 0x001B, 0x001C, 0x001F, 0x007F, 0x0080, 0x0086, 0x009F,
        0xE000, 0xF8FF, 0xD83D, 0xDC00, 0xFFFE, 0xFFFF, 0x0378, 0xF0000, 0x10FFFF,
      })
  void rejectsForbiddenCharacters(int codePoint) {
    String value = "a" + Character.toString(codePoint) + "b";
    String advice = "remove the character U+%04X, which cannot be sent".formatted(codePoint);
    assertThat(LanguageSamples.rendered("{{ cardNo }}", with("cardNo", value)))
        .isEqualTo("invalid-value [cardNo] " + advice);
    assertThat(
            LanguageSamples.rendered("{{ missing | join: ', ' }}", with("missing", List.of(value))))
        .isEqualTo("invalid-value [missing] " + advice);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x0000, 0x0007, 0x0009, 0x000A, 0x000D, 0x001B, 0x007F, 0x0085, 0x009F, 0x2028, 0x2029,
        0x202A, 0x202E, 0x2066, 0x2069, 0xE000, 0xF8FF, 0xD83D, 0xDC00, 0xFFFF, 0x0378, 0xF0000,
      })
  void reportsForbiddenCharactersOfTemplates(int codePoint) {
    List<String> diagnostics =
        LanguageSamples.diagnostics("x" + Character.toString(codePoint) + "y");
    if (codePoint == '\n' || codePoint == '\t') {
      assertThat(diagnostics).isEmpty();
    } else {
      assertThat(diagnostics)
          .singleElement()
          .asString()
          .startsWith("1:2 forbidden-character ")
          .contains("the character U+%04X".formatted(codePoint));
    }
  }

  @Test
  void keepsCharactersNextToForbiddenRanges() {
    for (int codePoint : new int[] {0x2027, 0xA1, 0xAE, 0x1EFF, 0xFFFC, 0xFFFD, 0x1F600}) {
      String value = "a" + Character.toString(codePoint) + "b";
      assertThat(LanguageSamples.rendered("{{ cardNo }}", with("cardNo", value))).isEqualTo(value);
    }
  }

  @Test
  void limitsTexts() {
    assertThat(LanguageSamples.rendered("{{ cardNo }}", with("cardNo", "x".repeat(1000))))
        .hasSize(1000);
    assertThat(
            LanguageSamples.rendered(
                "{{ cardNo }}", with("cardNo", " ".repeat(3000) + "x".repeat(1000))))
        .hasSize(1000);
    String tooLong = "value-too-long [cardNo] shorten it to 1000 characters";
    assertThat(LanguageSamples.rendered("{{ cardNo }}", with("cardNo", "x".repeat(1001))))
        .isEqualTo(tooLong);
    assertThat(LanguageSamples.rendered("{{ cardNo }}", with("cardNo", " ".repeat(4000) + "x")))
        .isEqualTo(tooLong);
    assertThat(
            LanguageSamples.rendered("{{ cardNo }}{{ cardNo }}", with("cardNo", "x".repeat(1000))))
        .hasSize(2000);
    assertThat(
            LanguageSamples.rendered("{{ cardNo }}{{ cardNo }}.", with("cardNo", "x".repeat(1000))))
        .isEqualTo("value-too-long [] the text has more than 2000 characters; shorten the values");
  }

  @Test
  void joinsLists() {
    String text = "{{ missing | join: '; ' }}";
    assertThat(
            LanguageSamples.rendered(
                text, with("missing", Arrays.asList("a", null, " ", 5, 7.5, " b "))))
        .isEqualTo("a; 5; 7,5; b");
    assertThat(LanguageSamples.rendered(text, with("missing", List.of("a")))).isEqualTo("a");
    assertThat(LanguageSamples.rendered(text, with("missing", List.of())))
        .isEqualTo("missing-value [missing] the field is blank; send a value");
    assertThat(LanguageSamples.rendered(text, with("missing", "a")))
        .isEqualTo("invalid-value [missing] send a list of texts");
    assertThat(LanguageSamples.rendered(text, with("missing", List.of(Map.of()))))
        .isEqualTo("invalid-value [missing] send a list of texts");
    assertThat(LanguageSamples.rendered(text, with("missing", Collections.nCopies(51, "a"))))
        .isEqualTo("value-too-long [missing] send at most 50 items");
    assertThat(LanguageSamples.rendered(text, with("missing", Collections.nCopies(50, "a"))))
        .hasSize(148);
    assertThat(
            LanguageSamples.rendered(
                "{% if missing %}a{% else %}b{% endif %}", with("missing", List.of())))
        .isEqualTo("b");
  }

  @Test
  void shortensByAbbreviations() {
    String name = "Công ty Trách nhiệm hữu hạn May 1.234";
    Map<String, @Nullable Object> data = with("cardNo", name);
    assertThat(LanguageSamples.rendered("{{ cardNo | shorten: 30 }}", data))
        .isEqualTo("Cty TNHH May 1.234");
    assertThat(LanguageSamples.rendered("{{ cardNo | shorten: 37 }}", data)).isEqualTo(name);
  }

  @Test
  void findsTheGivenName() {
    Map<String, @Nullable Object> data = with("cardNo", "Mai");
    assertThat(LanguageSamples.rendered("{{ cardNo | given }}", data)).isEqualTo("Mai");
  }

  private static Map<String, @Nullable Object> with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> data = LanguageSamples.data();
    data.put(name, value);
    return data;
  }
}
