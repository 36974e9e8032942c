package dev.notifier.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.numbers.PhoneNumberResult.Accepted;
import dev.notifier.numbers.PhoneNumberResult.Rejected;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0912345678",
        "912345678",
        "84912345678",
        "+84912345678",
        "+84 (0)912 345 678",
        "(+84) 912 345 678",
        "0084912345678",
        "00840912345678",
        "840912345678",
        "0912.345.678",
        "0912-345-678",
        "0912–345–678",
        " 0912 345 678 ",
        "(0912) 345678",
        "DD: 0912345678",
        "DĐ 0912345678",
        "ĐT: 0912.345.678",
        "đt:0912345678",
        "SĐT0912345678",
        "ĐTDĐ: 0912345678",
        "Tel: +84 912 345 678",
        "tel:+84912345678",
        "Di động: 0912345678",
        "Điện thoại: 0912345678",
        "０９１２３４５６７８",
        "០៩១២៣៤៥៦៧៨",
        "＋８４９１２３４５６７８",
        "0912345678\u00A0",
        "0912\u00A0345\u00A0678",
        "\u200B0912345678",
        "\uFEFF0912345678",
        "0912345678\r\n",
        "'0912345678",
        "0912345678;",
        "0912345678.",
      })
  void parsesOneNumberInManySpellings(String raw) {
    assertThat(PhoneNumberParser.parse(raw))
        .isEqualTo(new Accepted(new MobileNumber("+84912345678"), false, false));
  }

  @ParameterizedTest
  @CsvSource({
    "0162, 032", "0163, 033", "0164, 034", "0165, 035", "0166, 036", "0167, 037", "0168, 038",
    "0169, 039", "0120, 070", "0121, 079", "0122, 077", "0126, 076", "0128, 078", "0123, 083",
    "0124, 084", "0125, 085", "0127, 081", "0129, 082", "0186, 056", "0188, 058", "0199, 059",
  })
  void convertsElevenDigitNumbers(String before, String after) {
    MobileNumber today = new MobileNumber("+84" + after.substring(1) + "1234567");
    boolean unknown =
        !NumberingPlan.isKnownToLibrary(Long.parseLong(after.substring(1) + "1234567"));
    String old = before.substring(1) + "1234567";
    for (String raw : new String[] {"0" + old, "+84" + old, "84" + old, "0084" + old, old}) {
      assertThat(PhoneNumberParser.parse(raw))
          .as(raw)
          .isEqualTo(new Accepted(today, unknown, true));
    }
    assertThat(today.nationalPrefix()).isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0550123456", "0558123456", "0521123456", "0992123456", "0890123456"})
  void acceptsRangesThatAreNotKnownToBeAssigned(String raw) {
    assertThat(PhoneNumberParser.parse(raw))
        .isEqualTo(new Accepted(new MobileNumber("+84" + raw.substring(1)), true, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0559123456",
        "0896123456",
        "0522123456",
        "0871234567",
        "0951234567",
        "0310123456"
      })
  void recognisesAssignedRanges(String raw) {
    assertThat(PhoneNumberParser.parse(raw))
        .isEqualTo(new Accepted(new MobileNumber("+84" + raw.substring(1)), false, false));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      nullValues = "NULL",
      value = {
        "NULL, EMPTY",
        "\"\", EMPTY",
        "\"   \", EMPTY",
        "-, EMPTY",
        "0912345678 (Lan), LETTERS",
        "Chị Lan 0912345678, LETTERS",
        "O912345678, LETTERS",
        "không có, LETTERS",
        "N/A, LETTERS",
        "null, LETTERS",
        "0912345678 ext 12, LETTERS",
        "0912345678;0987654321, MULTIPLE_NUMBERS",
        "\"0912345678,0987654321\", MULTIPLE_NUMBERS",
        "0912345678/0987654321, MULTIPLE_NUMBERS",
        "0912345678/79, MULTIPLE_NUMBERS",
        "0912345678 0987654321, MULTIPLE_NUMBERS",
        "0912345678 - 0987654321, MULTIPLE_NUMBERS",
        "0912345678-0987654321, MULTIPLE_NUMBERS",
        "0912 345 678 0987 654 321, MULTIPLE_NUMBERS",
        "\"0912345678\n0987654321\", MULTIPLE_NUMBERS",
        "02439361111, LANDLINE",
        "+842439361111, LANDLINE",
        "024 3936 1111, LANDLINE",
        "02123456789, LANDLINE",
        "0439361111, LANDLINE",
        "19009068, SERVICE_NUMBER",
        "1900.9068, SERVICE_NUMBER",
        "+84 1900 9068, SERVICE_NUMBER",
        "1900545436, SERVICE_NUMBER",
        "1800 599 920, SERVICE_NUMBER",
        "8079, SHORT_CODE",
        "113, SHORT_CODE",
        "+8613800138000, FOREIGN",
        "008613800138000, FOREIGN",
        "+1 650 253 0000, FOREIGN",
        "+0912345678, NOT_MOBILE",
        "912345678.0, SPREADSHEET",
        "912345678.00, SPREADSHEET",
        "9.12E+08, SPREADSHEET",
        "\"9,12E+08\", SPREADSHEET",
        "8.49E+10, SPREADSHEET",
        "0912*345678, INVALID_CHARACTERS",
        "091234567?, INVALID_CHARACTERS",
        "0912345678#, INVALID_CHARACTERS",
        "0912+345678, INVALID_CHARACTERS",
        "0912345678៩, NOT_MOBILE",
        "09xxxx5678, LETTERS",
        "12345678901234567890, TOO_LONG",
        "0, NOT_MOBILE",
        "0000000000, NOT_MOBILE",
        "091234567, NOT_MOBILE",
        "09123456789, NOT_MOBILE",
        "0112345678, NOT_MOBILE",
        "01612345678, NOT_MOBILE",
        "849123456789, NOT_MOBILE",
      })
  void rejectsWithAReason(String raw, PhoneNumberError problem) {
    assertThat(PhoneNumberParser.parse(raw)).isEqualTo(new Rejected(problem));
  }

  @Test
  void rejectsALongTextWithoutParsing() {
    assertThat(PhoneNumberParser.parse("0".repeat(101)))
        .isEqualTo(new Rejected(PhoneNumberError.TOO_LONG));
    assertThat(PhoneNumberParser.parse(" ".repeat(1_000_000) + "0912345678"))
        .isEqualTo(new Rejected(PhoneNumberError.TOO_LONG));
  }

  @Test
  void everyErrorHasAUniqueCodeAndSaysWhatToDo() {
    assertThat(Arrays.stream(PhoneNumberError.values()).map(PhoneNumberError::code))
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("phone-[a-z-]+"));
    assertThat(Arrays.stream(PhoneNumberError.values()).map(PhoneNumberError::advice))
        .allMatch(advice ->
            advice.contains("send") || advice.contains("add") || advice.contains("export"));
  }

  @Test
  void neverShowsTheNumber() {
    PhoneNumberResult result = PhoneNumberParser.parse("0912345678");
    assertThat(result.toString()).contains("+84912***678").doesNotContain("345");
    assertThat(new MobileNumber("+84912345678").masked()).isEqualTo("+84912***678");
    assertThatThrownBy(() -> new MobileNumber("0912345678"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("345");
  }
}
