package dev.notifier.batchfiles.line;

import static dev.notifier.batchfiles.xlsx.Workbooks.date;
import static dev.notifier.batchfiles.xlsx.Workbooks.number;
import static dev.notifier.batchfiles.xlsx.Workbooks.row;
import static dev.notifier.batchfiles.xlsx.Workbooks.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.batchfiles.TestContent;
import dev.notifier.batchfiles.look.FileSettings;
import dev.notifier.batchfiles.xlsx.Workbooks;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cells and sheets of XLSX as spreadsheet programs store and damage them. */
class WorkbookUploadTest {
  private static final String PHONE = text("0912345678");
  private static final String NAME = text("Mai");
  private static final String HEADER = row(1, text("SĐT"), text("Họ tên"), text("Ghi chú"));

  private static final String GOOD = row(2, PHONE, NAME);
  private static final String DATA = "<sheetData>" + HEADER + GOOD + "</sheetData>";

  private static final List<Arguments> CELLS =
      List.of(
          phone("a number without its zero", number("912345678"), "+84912345678 {leading-zero}"),
          phone(
              "a number in scientific notation",
              number("9.12345678E8"),
              "+84912345678 {leading-zero}"),
          phone(
              "a number with the country code",
              number("84912345678"),
              "+84912345678 {phone-spelling}"),
          phone("a number with decimals", number("912345678.5"), "!not-mobile"),
          phone("scientific notation as a text", text("9.12E+08"), "!scientific-number"),
          phone("an error", "<c t=\"e\"><v>#N/A</v></c>", "!error-cell"),
          phone(
              "the cached text of a formula",
              "<c t=\"str\"><f>\"0\"&amp;X1</f><v>0912345678</v></c>",
              "+84912345678"),
          phone(
              "the cached number of a formula",
              "<c><f>X1</f><v>912345678</v></c>",
              "+84912345678 {leading-zero}"),
          phone("a formula that failed", "<c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", "!error-cell"),
          third(
              "Ghi chú",
              "an identifier of 15 digits",
              number("123456789012345"),
              "123456789012345"),
          third("Ghi chú", "a rounded identifier", number("7.9012345678901E16"), "!rounded-number"),
          third("Ghi chú", "a date in a text", date(46022), "!date-in-text"),
          third("Ghi chú", "an escaped line end", text("a_x000D_\nb"), "a\nb"),
          third("Ghi chú", "a shared text", "<c t=\"s\"><v>0</v></c>", "Chia sẻ"),
          third("Hạn thẻ", "a date", date(46022), "2025-12-31"),
          third(
              "Hạn thẻ", "a date without its format", number("46022"), "2025-12-31 {date-serial}"),
          third("Hạn thẻ", "a number that is no date", number("123"), "!date-form"),
          third("Hạn thẻ", "a text", text("31/12/2026"), "2026-12-31"),
          third("Tháng", "a month that became a date", date(46296), "2026-10 {date-spelling}"),
          third("Số tiền", "a number", number("1263600"), "1263600"),
          third(
              "Số tiền",
              "a number with the noise of arithmetic",
              number("1263600.0000000002"),
              "1263600"),
          third("Số tiền", "half a dong", number("1263600.5"), "!not-whole"),
          third("Lãi suất", "a sum", number("0.30000000000000004"), "0.3"),
          third("Số tiền", "a truth value", "<c t=\"b\"><v>1</v></c>", "!number-form"));

  private static final List<Arguments> SHEETS =
      List.of(
          sheet(
              "merged cells",
              Workbooks.sheets()
                  .sheet("A", "", DATA + "<mergeCells><mergeCell ref=\"B2:B3\"/></mergeCells>"),
              "2 B!merged-cell"),
          sheet(
              "merged cells of other columns",
              Workbooks.sheets()
                  .sheet("A", "", DATA + "<mergeCells><mergeCell ref=\"E2:F9\"/></mergeCells>"),
              "2 +84912345678 / Mai"),
          sheet(
              "a merged title",
              Workbooks.sheets()
                  .sheet(
                      "A",
                      "",
                      "<sheetData>"
                          + row(1, text("DANH SÁCH"))
                          + row(3, text("SĐT"), text("Họ tên"))
                          + row(4, PHONE, NAME)
                          + "</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>"),
              "4 +84912345678 / Mai"),
          sheet(
              "hidden rows",
              Workbooks.sheets()
                  .sheet(
                      "A",
                      "",
                      "<sheetData>"
                          + HEADER
                          + "<row r=\"2\" hidden=\"1\">"
                          + PHONE
                          + NAME
                          + "</row>"
                          + row(3, PHONE, NAME)
                          + "</sheetData>"),
              "3 +84912345678 / Mai; hidden 1"),
          sheet(
              "a hidden column",
              Workbooks.sheets()
                  .sheet(
                      "A",
                      "",
                      "<cols><col min=\"3\" max=\"3\" hidden=\"1\"/></cols><sheetData>"
                          + HEADER
                          + row(2, PHONE, NAME, text("x"))
                          + "</sheetData>"),
              "2 +84912345678 / Mai"),
          sheet(
              "a hidden required column",
              Workbooks.sheets()
                  .sheet("A", "", "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>" + DATA),
              "ask mapping fullName SĐT"),
          sheet(
              "a hidden sheet",
              Workbooks.sheets().sheet("A", "hidden", DATA).sheet("B", "", DATA),
              "2 +84912345678 / Mai"),
          sheet(
              "hidden sheets only",
              Workbooks.sheets().sheet("A", "hidden", DATA).sheet("B", "veryHidden", DATA),
              "refused no-sheet"),
          sheet(
              "blank sheets",
              Workbooks.sheets().sheet("Sheet1", "", DATA).sheet("Sheet2", "", "<sheetData/>"),
              "2 +84912345678 / Mai"),
          sheet(
              "several sheets",
              Workbooks.sheets().sheet("A", "", DATA).sheet("B", "", DATA),
              "ask sheet A"),
          sheet(
              "no rows",
              Workbooks.sheets().sheet("A", "", "<sheetData>" + HEADER + "</sheetData>"),
              "refused no-rows"),
          sheet("nothing", Workbooks.sheets().sheet("A", "", "<sheetData/>"), "refused no-rows"),
          sheet(
              "a stray cell",
              Workbooks.sheets()
                  .sheet(
                      "A",
                      "",
                      "<sheetData>"
                          + HEADER
                          + row(
                              2, PHONE, NAME, "<c r=\"QQQ2\" t=\"inlineStr\"><is><t>x</t></is></c>")
                          + "</sheetData>"),
              "2 +84912345678 / Mai"),
          sheet(
              "a stray row",
              Workbooks.sheets()
                  .sheet(
                      "A",
                      "",
                      "<sheetData>" + HEADER + GOOD + row(1_048_576, text(" ")) + "</sheetData>"),
              "2 +84912345678 / Mai"),
          sheet(
              "an impossible column",
              Workbooks.sheets()
                  .sheet(
                      "A",
                      "",
                      "<sheetData>"
                          + HEADER
                          + "<row r=\"2\"><c r=\"ZZZZZZ2\"><v>1</v></c></row></sheetData>"),
              "refused too-many-columns"),
          sheet(
              "an impossible row",
              Workbooks.sheets()
                  .sheet(
                      "A",
                      "",
                      "<sheetData>"
                          + HEADER
                          + "<row r=\"9999999\">"
                          + PHONE
                          + "</row></sheetData>"),
              "refused too-many-rows"),
          sheet(
              "rows that are not in order",
              Workbooks.sheets()
                  .sheet(
                      "A",
                      "",
                      "<sheetData>"
                          + HEADER
                          + row(3, PHONE, NAME)
                          + row(2, PHONE, NAME)
                          + "</sheetData>"),
              "refused damaged-xlsx"),
          sheet(
              "a row twice",
              Workbooks.sheets()
                  .sheet("A", "", "<sheetData>" + HEADER + GOOD + GOOD + "</sheetData>"),
              "refused damaged-xlsx"),
          sheet(
              "days since 1904",
              Workbooks.sheets()
                  .from1904()
                  .sheet(
                      "A",
                      "",
                      "<sheetData>"
                          + row(1, text("SĐT"), text("Họ tên"), text("Hạn thẻ"))
                          + row(2, PHONE, NAME, date(44560))
                          + row(3, PHONE, NAME, number("44560"))
                          + "</sheetData>"),
              "2 +84912345678 / Mai / 2025-12-31; 3 +84912345678 / Mai / 2025-12-31 {date-serial}"),
          sheet(
              "dates and texts in one column",
              Workbooks.sheets()
                  .sheet(
                      "A",
                      "",
                      "<sheetData>"
                          + row(1, text("SĐT"), text("Họ tên"), text("Hạn thẻ"))
                          + row(2, PHONE, NAME, date(46022))
                          + row(3, PHONE, NAME, text("25/12/2026"))
                          + "</sheetData>"),
              "ask date-order validTo day-first"));

  static Stream<Arguments> cells() {
    return CELLS.stream();
  }

  static Stream<Arguments> sheets() {
    return SHEETS.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void cell(String name, String field, String cells, String expected) {
    assertThat(Upload.DETECTED.read(Workbooks.rows(field, cells).content())).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sheets")
  void sheet(String name, byte[] file, String expected) {
    assertThat(Upload.DETECTED.read(TestContent.of(file))).isEqualTo(expected);
  }

  @Test
  void aChosenSheetIsRead() {
    String data = "<sheetData>" + HEADER + row(2, PHONE, NAME) + "</sheetData>";
    Workbooks two =
        Workbooks.sheets()
            .sheet("A", "", "<sheetData/>")
            .sheet("B & C".replace("&", "&amp;"), "", data);

    assertThat(Upload.DETECTED.with(FileSettings.NONE.withSheet("B & C")).read(two.content()))
        .isEqualTo("2 +84912345678 / Mai");
    assertThat(Upload.DETECTED.with(FileSettings.NONE.withSheet("D")).read(two.content()))
        .isEqualTo("refused unknown-sheet");
  }

  @Test
  void aWorkbookMayHaveNeitherFormatsNorSharedTexts() {
    Workbooks plain =
        Workbooks.rows("Hạn thẻ", PHONE + NAME + number("46022")).withoutOptionalParts();

    assertThat(Upload.DETECTED.read(plain.content()))
        .isEqualTo("2 +84912345678 / Mai / 2025-12-31 {date-serial}");
  }

  @Test
  void datesThatAnEnglishSpreadsheetExchangedCanBeExchangedBack() {
    Workbooks mixed =
        Workbooks.rows("Hạn thẻ", PHONE + NAME + date(46148), PHONE + NAME + text("25/12/2026"));

    assertThat(
            Upload.DETECTED
                .with(new ColumnRules(Map.of("validTo", DateOrder.DAY_FIRST_EXCHANGED), Map.of()))
                .read(mixed.content()))
        .isEqualTo(
            "2 +84912345678 / Mai / 2026-06-05 {date-spelling}; 3 +84912345678 / Mai / 2026-12-25");
  }

  private static Arguments phone(String name, String cell, String expected) {
    boolean fault = expected.startsWith("!");
    String shown = fault ? "2 A" + expected : "2 " + expected.replaceFirst("(\\+\\d+)", "$1 / Mai");
    return Arguments.of(name, "Ghi chú", cell + NAME, shown);
  }

  private static Arguments third(String field, String name, String cell, String expected) {
    String start = expected.startsWith("!") ? "2 C" : "2 +84912345678 / Mai / ";
    return Arguments.of(name, field, PHONE + NAME + cell, start + expected);
  }

  private static Arguments sheet(String name, Workbooks file, String expected) {
    return Arguments.of(name, file.bytes(), expected);
  }
}
