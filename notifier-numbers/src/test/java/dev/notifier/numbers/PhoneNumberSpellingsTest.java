package dev.notifier.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.numbers.PhoneNumberResult.Accepted;
import dev.notifier.numbers.PhoneNumberResult.Rejected;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spellings that spreadsheets, contact lists, web pages and keyboards of other scripts produce. */
class PhoneNumberSpellingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0912345678",
        "912345678",
        "84912345678",
        "+84912345678",
        "0084912345678",
        "840912345678",
        "+840912345678",
        "+84 (0)912 345 678",
        "(+84) 912 345 678",
        "(84) 912 345 678",
        "0912.345.678",
        "0912-345-678",
        "0912 345 678",
        "(0912) 345 678",
        "091 234 5678",
        "09 12 34 56 78",
        "0912_345_678",
        "0912345678\uFE0D",
        "\uFE0F0912345678",
        "0912\u034F345678",
        "0912345678\u034F",
        "\u202A0912345678\u202C",
        "\u2066+84912345678\u2069",
        "\u200E0912345678\u200F",
        "0912\u200B345\u200C678\u200D",
        "\u20600912345678",
        "\uFEFF0912345678",
        "0912\u00AD345\u00AD678",
        "\u061C0912345678",
        "0912\u180E345678",
        "0912345678\uDB40\uDD00",
        "\uDB40\uDC010912345678",
        "\u17B40912345678\u17B5",
        "0912345678\u2065",
        "0912345678\uFFF0",
        "\u206A0912345678\u206F",
        "0912345678\u2800",
        "\u31640912345678",
        "0912\u3164345\u3164678",
        "\u115F0912345678\u1160",
        "0912345678\uFFA0",
        "0912\u2800345\u2800678",
        "\u2800\u3164\u115F0912345678",
        "\t0912345678\t",
        "0912\t345\t678",
        "0912345678\n",
        "0912345678\r\n",
        "0912345678\u0085",
        "0912345678\u2028",
        "\u20290912345678",
        "0912\u00A0345\u00A0678",
        "0912\u202F345\u202F678",
        "0912\u2003345\u2009678",
        "0912\u3000345\u3000678",
        "0912\u2007345678",
        "0912\u205F345678",
        "0912\u1680345678",
        "០៩១២៣៤៥៦៧៨",
        "+៨៤៩១២៣៤៥៦៧៨",
        "٠٩١٢٣٤٥٦٧٨",
        "۰۹۱۲۳۴۵۶۷۸",
        "０９１２３４５６７８",
        "＋８４９１２３４５６７８",
        "（＋８４）９１２ ３４５ ６７８",
        "０９１２－３４５－６７８",
        "०९१२३४५६७८",
        "০৯১২৩৪৫৬৭৮",
        "๐๙๑๒๓๔๕๖๗๘",
        "໐໙໑໒໓໔໕໖໗໘",
        "၀၉၁၂၃၄၅၆၇၈",
        "𝟎𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖",
        "០៩១២ 345 ៦៧៨",
        "\u202B٠٩١٢٣٤٥٦٧٨\u202C",
        "꩐꩙꩑꩒꩓꩔꩕꩖꩗꩘",
        "091234567៨",
        "=\"0912345678\"",
        "\"0912345678\"",
        "'0912345678",
        "'0912345678'",
        "'+84912345678",
        "\"=\"\"0912345678\"\"\"",
        "\"\"0912345678\"\"",
        "= \"0912345678\"",
        "“0912345678”",
        "‘0912345678’",
        "’0912345678",
        "«0912345678»",
        "„0912345678“",
        "`0912345678",
        "´0912345678",
        "\"0912345678",
        "0912345678\"",
        "\"0912345678\";",
        "=\"+84 912 345 678\"",
        "＂0912345678＂",
        "\"84912345678\"",
        "(084) 912 345 678",
        "(084)912345678",
        "(084) 912345678",
        "(084)-912-345-678",
        "(084) 0912345678",
        "(+084) 912 345 678",
        "+084 912 345 678",
        "+084912345678",
        "084 912 345 678",
        "084-912.345.678",
        "084 912345678",
        "(084) 91 234 5678",
        "（084） 912 345 678",
        "084\u00A0912\u00A0345\u00A0678",
        "ĐT: 0912.345.678",
        "ĐT: 0912345678",
        "Di động: ０９１２３４５６７８",
        "SĐT:\u00A00912345678",
        "tel:+84-912-345-678",
        "Tel：0912345678",
        "0912345678,",
        "0912345678 -",
      })
  void acceptsOneNumber(String raw) {
    assertThat(PhoneNumberParser.parse(raw))
        .isEqualTo(new Accepted(new MobileNumber("+84912345678"), false, false));
  }

  record Refused(String raw, PhoneNumberError error) {}

  static final List<Refused> REFUSED =
      List.of(
          new Refused("", PhoneNumberError.EMPTY),
          new Refused("\u2800", PhoneNumberError.EMPTY),
          new Refused("\u3164\u115F", PhoneNumberError.EMPTY),
          new Refused("\u200B", PhoneNumberError.EMPTY),
          new Refused("\"\"", PhoneNumberError.EMPTY),
          new Refused("=\"\"", PhoneNumberError.EMPTY),
          new Refused("'", PhoneNumberError.EMPTY),
          new Refused("09123456789", PhoneNumberError.NOT_MOBILE),
          new Refused("0912345678៩", PhoneNumberError.NOT_MOBILE),
          new Refused("០៩១២៣៤៥៦៧៨៩", PhoneNumberError.NOT_MOBILE),
          new Refused("091234567", PhoneNumberError.NOT_MOBILE),
          new Refused("٠٩١٢٣٤٥٦٧", PhoneNumberError.NOT_MOBILE),
          new Refused("=\"091234569\"", PhoneNumberError.NOT_MOBILE),
          new Refused("849123456789", PhoneNumberError.NOT_MOBILE),
          new Refused("84849123456789", PhoneNumberError.NOT_MOBILE),
          new Refused("+84 84 912345678", PhoneNumberError.NOT_MOBILE),
          new Refused("000084912345678", PhoneNumberError.NOT_MOBILE),
          new Refused("01184912345678", PhoneNumberError.NOT_MOBILE),
          new Refused("084912345671", PhoneNumberError.NOT_MOBILE),
          new Refused("0849123456-71", PhoneNumberError.NOT_MOBILE),
          new Refused("0849123456 71", PhoneNumberError.NOT_MOBILE),
          new Refused("0849 123 456 71", PhoneNumberError.NOT_MOBILE),
          new Refused("084 9123456 71", PhoneNumberError.NOT_MOBILE),
          new Refused("(084) 9123456 71", PhoneNumberError.NOT_MOBILE),
          new Refused("(0849) 123 456 71", PhoneNumberError.NOT_MOBILE),
          new Refused("084 912 3456 71", PhoneNumberError.NOT_MOBILE),
          new Refused("(084) 912 345", PhoneNumberError.NOT_MOBILE),
          new Refused("(084) 912 345 6789", PhoneNumberError.NOT_MOBILE),
          new Refused("+0912345678", PhoneNumberError.NOT_MOBILE),
          new Refused("+0849123456", PhoneNumberError.NOT_MOBILE),
          new Refused("(085) 912 345 678", PhoneNumberError.NOT_MOBILE),
          new Refused("(084) 24 3936 1111", PhoneNumberError.NOT_MOBILE),
          new Refused("(084) 243 936 1111", PhoneNumberError.NOT_MOBILE),
          new Refused("849123456-78", PhoneNumberError.MULTIPLE_NUMBERS),
          new Refused("849123456 78", PhoneNumberError.MULTIPLE_NUMBERS),
          new Refused("849123456/78", PhoneNumberError.MULTIPLE_NUMBERS),
          new Refused("0912345678;0987654321", PhoneNumberError.MULTIPLE_NUMBERS),
          new Refused("0912345678\n0987654321", PhoneNumberError.MULTIPLE_NUMBERS),
          new Refused("0912345678\u20280987654321", PhoneNumberError.MULTIPLE_NUMBERS),
          new Refused("0912345678\u00850987654321", PhoneNumberError.MULTIPLE_NUMBERS),
          new Refused("0912345678\u28000987654321", PhoneNumberError.MULTIPLE_NUMBERS),
          new Refused("0912345678\u31640987654321", PhoneNumberError.MULTIPLE_NUMBERS),
          new Refused("0912345678\u200B0987654321", PhoneNumberError.TOO_LONG),
          new Refused("០៩១២៣៤៥៦៧៨ ០៩៨៧៦៥៤៣២១", PhoneNumberError.MULTIPLE_NUMBERS),
          new Refused("٠٩١٢٣٤٥٦٧٨/٠٩٨٧٦٥٤٣٢١", PhoneNumberError.MULTIPLE_NUMBERS),
          new Refused("\"0912345678\",\"0987654321\"", PhoneNumberError.MULTIPLE_NUMBERS),
          new Refused("\"0912345678\" \"0987654321\"", PhoneNumberError.MULTIPLE_NUMBERS),
          new Refused("=\"0912345678\";=\"0987654321\"", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("0912345678/79", PhoneNumberError.MULTIPLE_NUMBERS),
          new Refused("0912345678,12", PhoneNumberError.MULTIPLE_NUMBERS),
          new Refused("+84912345678 +84987654321", PhoneNumberError.MULTIPLE_NUMBERS),
          new Refused("0912345678 & 0987654321", PhoneNumberError.MULTIPLE_NUMBERS),
          new Refused("０９１２３４５６７８、０９８７６５４３２１", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("0912345678 ext 12", PhoneNumberError.LETTERS),
          new Refused("tel:+84912345678;ext=12", PhoneNumberError.LETTERS),
          new Refused("0912345678#12", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("0912345678*", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("*21*0912345678#", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("0912345678 (2)", PhoneNumberError.NOT_MOBILE),
          new Refused("1. 0912345678", PhoneNumberError.NOT_MOBILE),
          new Refused("0912345678¹", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("091234567⁸", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("091234567⑧", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("①0912345678", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("Ⅰ 0912345678", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("0912345678½", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("0912345678 (Lan)", PhoneNumberError.LETTERS),
          new Refused("ｏ912345678", PhoneNumberError.LETTERS),
          new Refused("О912345678", PhoneNumberError.LETTERS),
          new Refused("09\u0336123\u033645678", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("0\uFE0F\u20E3912345678", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("\u06000912345678", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("0912345678\uFFFD", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("0912\u0007345678", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("0912\u001C345678", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("0912\"345\"678", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("=0912345678", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("=91234567-8", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("=\"0912345678\"&\"1\"", PhoneNumberError.MULTIPLE_NUMBERS),
          new Refused("++84912345678", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("84+912345678", PhoneNumberError.INVALID_CHARACTERS),
          new Refused("(08) 38221234", PhoneNumberError.LANDLINE),
          new Refused("(08)38221234", PhoneNumberError.LANDLINE),
          new Refused("08-38221234", PhoneNumberError.LANDLINE),
          new Refused("08 38221234", PhoneNumberError.LANDLINE),
          new Refused("08.38221234", PhoneNumberError.LANDLINE),
          new Refused("08 3822 1234", PhoneNumberError.LANDLINE),
          new Refused("08 38 22 12 34", PhoneNumberError.LANDLINE),
          new Refused("(08) 3822.1234", PhoneNumberError.LANDLINE),
          new Refused("(84-8) 38221234", PhoneNumberError.LANDLINE),
          new Refused("+84 8 3822 1234", PhoneNumberError.LANDLINE),
          new Refused("+84 8 38221234", PhoneNumberError.LANDLINE),
          new Refused("0084 8 38221234", PhoneNumberError.LANDLINE),
          new Refused("84-8-38221234", PhoneNumberError.LANDLINE),
          new Refused("+84 (8) 3822 1234", PhoneNumberError.LANDLINE),
          new Refused("+84 (0)8 38221234", PhoneNumberError.LANDLINE),
          new Refused("+84 (08) 38221234", PhoneNumberError.LANDLINE),
          new Refused("(+84 8) 38221234", PhoneNumberError.LANDLINE),
          new Refused("+848 3822 1234", PhoneNumberError.LANDLINE),
          new Refused("(848) 38221234", PhoneNumberError.LANDLINE),
          new Refused("8 3822 1234", PhoneNumberError.LANDLINE),
          new Refused("(8) 38221234", PhoneNumberError.LANDLINE),
          new Refused("(038) 3841234", PhoneNumberError.LANDLINE),
          new Refused("(038)3841234", PhoneNumberError.LANDLINE),
          new Refused("038-3841234", PhoneNumberError.LANDLINE),
          new Refused("038 – 3841234", PhoneNumberError.LANDLINE),
          new Refused("038 3841234", PhoneNumberError.LANDLINE),
          new Refused("038.3841234", PhoneNumberError.LANDLINE),
          new Refused("038-3-841-234", PhoneNumberError.LANDLINE),
          new Refused("038 3841 234", PhoneNumberError.LANDLINE),
          new Refused("84-38-3841234", PhoneNumberError.LANDLINE),
          new Refused("+84 38 3841234", PhoneNumberError.LANDLINE),
          new Refused("+84 (38) 3841234", PhoneNumberError.LANDLINE),
          new Refused("+84 (038) 3841234", PhoneNumberError.LANDLINE),
          new Refused("(84-38) 3841234", PhoneNumberError.LANDLINE),
          new Refused("(84.38) 3841234", PhoneNumberError.LANDLINE),
          new Refused("8438-3841234", PhoneNumberError.LANDLINE),
          new Refused("(8438) 3841234", PhoneNumberError.LANDLINE),
          new Refused("(38) 3841234", PhoneNumberError.LANDLINE),
          new Refused("38-3841234", PhoneNumberError.LANDLINE),
          new Refused("(076) 3 841 234", PhoneNumberError.LANDLINE),
          new Refused("(076) 384 1234", PhoneNumberError.LANDLINE),
          new Refused("(054) 3822123", PhoneNumberError.LANDLINE),
          new Refused("054-3822123", PhoneNumberError.LANDLINE),
          new Refused("(083) 8221234", PhoneNumberError.LANDLINE),
          new Refused("(0511) 822123", PhoneNumberError.LANDLINE),
          new Refused("(0320) 853 123", PhoneNumberError.LANDLINE),
          new Refused("(０８) ３８２２１２３４", PhoneNumberError.LANDLINE),
          new Refused("ĐT: (08) 38221234", PhoneNumberError.LANDLINE),
          new Refused("84-9123456", PhoneNumberError.NOT_MOBILE),
          new Refused("(84) 9123456", PhoneNumberError.NOT_MOBILE),
          new Refused("84.912.3456", PhoneNumberError.NOT_MOBILE),
          new Refused("84 912 3456", PhoneNumberError.NOT_MOBILE),
          new Refused("84 9123456", PhoneNumberError.NOT_MOBILE),
          new Refused("84 91 23 456", PhoneNumberError.NOT_MOBILE),
          new Refused("1234567890", PhoneNumberError.NOT_MOBILE),
          new Refused("01234567890", PhoneNumberError.NOT_MOBILE),
          new Refused("+84 1234567890", PhoneNumberError.NOT_MOBILE),
          new Refused("841234567890", PhoneNumberError.NOT_MOBILE),
          new Refused("0123 456 7890", PhoneNumberError.NOT_MOBILE),
          new Refused("024 3936 1111", PhoneNumberError.LANDLINE),
          new Refused("=\"02439361111\"", PhoneNumberError.LANDLINE),
          new Refused("០២៤៣៩៣៦១១១១", PhoneNumberError.LANDLINE),
          new Refused("(+84) 24 3936 1111", PhoneNumberError.LANDLINE),
          new Refused("+084 24 393 61111", PhoneNumberError.NOT_MOBILE),
          new Refused("\"19009068\"", PhoneNumberError.SERVICE_NUMBER),
          new Refused("1900.9068", PhoneNumberError.SERVICE_NUMBER),
          new Refused("\"8079\"", PhoneNumberError.SHORT_CODE),
          new Refused("٨٠٧٩", PhoneNumberError.SHORT_CODE),
          new Refused("\"+8613800138000\"", PhoneNumberError.FOREIGN),
          new Refused("＋１ 650 253 0000", PhoneNumberError.FOREIGN),
          new Refused("=\"912345678.0\"", PhoneNumberError.SPREADSHEET),
          new Refused("٩١٢٣٤٥٦٧٨.٠", PhoneNumberError.SPREADSHEET),
          new Refused("9.12E+08", PhoneNumberError.SPREADSHEET),
          new Refused("912345678.00", PhoneNumberError.SPREADSHEET));

  /** A message to a stranger is worse than a refusal. */
  @ParameterizedTest
  @FieldSource("REFUSED")
  void refusesWhatMayBeAnotherNumber(Refused refused) {
    assertThat(PhoneNumberParser.parse(refused.raw())).isEqualTo(new Rejected(refused.error()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(084) 912 3456",
        "(084) 9123456",
        "084 912 3456",
        "084-9123456",
        "0849 123 456",
        "(0849) 123456",
        "+84 849 123 456",
        "(084) 849 123 456",
        "84 849123456",
        "849123456",
      })
  void keepsNumbersThatBeginWith084(String raw) {
    assertThat(PhoneNumberParser.parse(raw))
        .isEqualTo(new Accepted(new MobileNumber("+84849123456"), false, false));
  }

  /** Groups that were never written for an area code, also where one begins with these digits. */
  @ParameterizedTest
  @CsvSource({
    "0838221234, 838221234",
    "0383841234, 383841234",
    "383841234, 383841234",
    "84383841234, 383841234",
    "0383 841 234, 383841234",
    "0383.841.234, 383841234",
    "(0383) 841234, 383841234",
    "+84 383 841 234, 383841234",
    "(+84) 383 841 234, 383841234",
    "84 383841234, 383841234",
    "038 384 1234, 383841234",
    "038-384-1234, 383841234",
    "038 384 12 34, 383841234",
    "+84 38 384 1234, 383841234",
    "038 9841234, 389841234",
    "091-234-5678, 912345678",
    "091-2345678, 912345678",
    "(091) 2345678, 912345678",
    "(091) 234 5678, 912345678",
    "(+84) 912 345 678, 912345678",
    "+84 9 1234 5678, 912345678",
    "09 12 34 56 78, 912345678",
    "08 88 12 34 56, 888123456",
    "0888-123-456, 888123456",
    "(0767) 123456, 767123456",
    "0912-345678, 912345678",
  })
  void keepsGroupsOfMobiles(String raw, String nineDigits) {
    assertThat(PhoneNumberParser.parse(raw))
        .isEqualTo(new Accepted(new MobileNumber("+84" + nineDigits), false, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(084) 169 123 4567", "(084) 1691234567", "០១៦៩១២៣៤៥៦៧", "=\"01691234567\""})
  void convertsOldNumbersInTheseSpellings(String raw) {
    assertThat(PhoneNumberParser.parse(raw))
        .isEqualTo(new Accepted(new MobileNumber("+84391234567"), false, true));
  }

  /** Default_Ignorable_Code_Point of Unicode 16, and blanks: none changes the number. */
  @Test
  void removesEveryInvisibleCharacter() {
    int[][] ranges = {
      {0xAD, 0xAD}, {0x34F, 0x34F}, {0x61C, 0x61C}, {0x115F, 0x1160}, {0x17B4, 0x17B5},
      {0x180B, 0x180F}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F}, {0x3164, 0x3164},
      {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3},
      {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}, {0x2000, 0x200A}, {0x2800, 0x2800}, {0x3000, 0x3000},
    };
    for (int[] range : ranges) {
      IntStream.rangeClosed(range[0], range[1])
          .mapToObj(Character::toString)
          .forEach(c ->
              assertThat(PhoneNumberParser.parse(c + "0912" + c + "345678" + c))
                  .as("U+%04X", c.codePointAt(0))
                  .isEqualTo(new Accepted(new MobileNumber("+84912345678"), false, false)));
    }
  }
}
