package dev.notifier.batchfiles.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.batchfiles.TestContent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines of CSV as people and their programs write them. */
class TextUploadTest {
  private static final List<Arguments> PHONES =
      List.of(
          row("0912345678", "+84912345678"),
          row("+84912345678", "+84912345678"),
          row("84912345678", "+84912345678 {phone-spelling}"),
          row("0084912345678", "+84912345678 {phone-spelling}"),
          row("0912 345 678", "+84912345678 {phone-spelling}"),
          row("0912.345.678", "+84912345678 {phone-spelling}"),
          row("0912-345-678", "+84912345678 {phone-spelling}"),
          row("0912\u00A0345\u00A0678", "+84912345678 {phone-spelling}"),
          row("\u200B0912345678\u200B", "+84912345678 {invisible}"),
          row("\u202A0912345678\u202C", "+84912345678 {invisible}"),
          row("'0912345678", "+84912345678 {apostrophe}"),
          row("\"=\"\"0912345678\"\"\"", "+84912345678 {phone-spelling}"),
          row("912345678", "+84912345678 {leading-zero}"),
          row("912 345 678", "+84912345678 {leading-zero}"),
          row("912345678.0", "+84912345678 {leading-zero raw-number}"),
          row("01691234567", "+84391234567 {eleven-digits}"),
          row("9.12E+08", "A!scientific-number"),
          row("\"9,12E+08\"", "A!scientific-number"),
          row("8.49123E+10", "A!scientific-number"),
          row("0912345678/0988765432", "A!two-numbers"),
          row("0912345678; 0988765432", "A!two-numbers"),
          row("\"0912345678\n0988765432\"", "A!two-numbers"),
          row("0243 825 1234", "A!landline"),
          row("19009068", "A!service-number"),
          row("8079", "A!short-code"),
          row("0912 34", "A!phone-too-short"),
          row("0912 345 67", "A!phone-too-short"),
          row("+84 912 345", "A!phone-too-short"),
          row("+15551234567", "A!foreign-number"),
          row("anh Nam", "A!phone-letters"),
          row("0912*345#678", "A!phone-characters"),
          row("091234567", "A!phone-too-short"),
          row("0112345678", "A!not-mobile"),
          row("#N/A", "A!error-cell"),
          row("##########", "A!error-cell"),
          row("", "A!missing-value"),
          row("-", "A!missing-value"));

  private static final List<Arguments> OTHERS =
      List.of(
          field("Họ tên", "Nguy?n V?n An", "!broken-text"),
          field("Họ tên", "Nguy\uFFFDn An", "!broken-text"),
          field("Họ tên", "Tr??ng An", "!broken-text"),
          field("Họ tên", "Nguyá»…n VÄƒn An", "!broken-text"),
          field("Họ tên", "\"Lò Thị\nMai\"", "!several-lines"),
          field("Họ tên", "Lò\u0007Mai", "!control-character"),
          field("Họ tên", "Lo\u0300 Thi\u0323 Mai", "Lò Thị Mai {composed}"),
          field("Họ tên", "  Lò\u00A0Thị\tMai ", "Lò Thị Mai"),
          field("Họ tên", "#REF!", "!error-cell"),
          field("Họ tên", "x".repeat(5_000), "!long-cell"),
          field("Ghi chú", "\"a\nb\"", "a\nb"),
          field("Ghi chú", "Bạn khỏe không?", "Bạn khỏe không?"),
          field("Ghi chú", "https://x.vn/?id=a", "https://x.vn/?id=a"),
          field("Hạn thẻ", "31/12/2026", "2026-12-31"),
          field("Hạn thẻ", "5-1-26", "2026-01-05 {date-spelling}"),
          field("Hạn thẻ", "2026-12-31", "2026-12-31"),
          field("Hạn thẻ", "2026-12-31 00:00:00", "2026-12-31 {date-spelling}"),
          field("Hạn thẻ", "ngày 5 tháng 10 năm 2026", "2026-10-05 {date-spelling}"),
          field("Hạn thẻ", "46022", "2025-12-31 {date-serial}"),
          field("Hạn thẻ", "31/02/2026", "!no-such-date"),
          field("Hạn thẻ", "cuối năm", "!date-form"),
          field("Hạn thẻ", "26-Oct", "!date-form"),
          field("Tháng", "10/2026", "2026-10"),
          field("Tháng", "Tháng 10/2026", "2026-10 {date-spelling}"),
          field("Tháng", "T10/2026", "2026-10 {date-spelling}"),
          field("Tháng", "tháng 10 năm 2026", "2026-10 {date-spelling}"),
          field("Tháng", "Oct-26", "2026-10 {date-spelling}"),
          field("Tháng", "Thg10-26", "2026-10 {date-spelling}"),
          field("Tháng", "13/2026", "!no-such-date"),
          field("Tháng", "mười", "!month-form"),
          field("Số tiền", "1263600", "1263600"),
          field("Số tiền", "1.263.600", "1263600 {number-spelling}"),
          field("Số tiền", "\"1,263,600 đ\"", "1263600 {number-spelling currency}"),
          field("Số tiền", "1.263.600 VNĐ", "1263600 {number-spelling currency}"),
          field("Số tiền", "1263600₫", "1263600 {currency}"),
          field("Số tiền", "1 263 600", "1263600 {number-spelling}"),
          field("Số tiền", "-5000", "-5000"),
          field("Số tiền", "1.26E+06", "!scientific-number"),
          field("Số tiền", "một triệu", "!number-form"),
          field("Số tiền", "1.2634.600", "!number-form"),
          field("Số tiền", "\"1000,5\"", "!not-whole"),
          field("Lãi suất", "\"4,75\"", "4.75 {number-spelling}"),
          field("Lãi suất", "4.75", "4.75"),
          field("Giới tính", "Nam", "Ông {honorific}"),
          field("Giới tính", "NỮ", "Bà {honorific}"),
          field("Giới tính", "nu", "Bà {honorific}"),
          field("Giới tính", "ông", "Ông"),
          field("Giới tính", "khác", "!unknown-honorific"),
          field("Quỹ", "bao hiem y te", "HEALTH {label}"),
          field("Quỹ", "SOCIAL", "SOCIAL"),
          field("Quỹ", "BHTN", "!unknown-label"));

  static Stream<Arguments> cellsOfPhones() {
    return PHONES.stream();
  }

  static Stream<Arguments> cellsOfOtherFields() {
    return OTHERS.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cellsOfPhones")
  void phones(String cell, String expected) {
    String result = Upload.DETECTED.read(TestContent.of("Họ tên,SĐT\nMai," + cell + "\n"));

    assertThat(result.replace(" / Mai", "")).isEqualTo("2 " + expected.replace("A!", "B!"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cellsOfOtherFields")
  void otherFields(String column, String cell, String expected) {
    String file =
        column.equals("Họ tên")
            ? "SĐT;Họ tên\n0912345678;" + cell + "\n"
            : "SĐT;Họ tên;" + column + "\n0912345678;Mai;" + cell + "\n";
    String result = Upload.DETECTED.read(TestContent.of(file));
    String start = column.equals("Họ tên") ? "+84912345678 / " : "+84912345678 / Mai / ";
    String letters = column.equals("Họ tên") ? "B" : "C";

    assertThat(result)
        .isEqualTo("2 " + (expected.startsWith("!") ? letters + expected : start + expected));
  }

  private static Arguments row(String cell, String expected) {
    return Arguments.of(cell, expected);
  }

  private static Arguments field(String column, String cell, String expected) {
    return Arguments.of(column, cell, expected);
  }
}
