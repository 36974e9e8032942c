package dev.notifier.batchfiles.line;

import static dev.notifier.batchfiles.TestBytes.bytes;
import static dev.notifier.batchfiles.TestBytes.gzip;
import static dev.notifier.batchfiles.TestBytes.joined;
import static dev.notifier.batchfiles.xlsx.Workbooks.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.batchfiles.TestContent;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.look.FileSettings;
import dev.notifier.batchfiles.rows.TextEncoding;
import dev.notifier.batchfiles.xlsx.Workbooks;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole files: their encodings, delimiters and headers, and what only seems to be a table. */
class FileUploadTest {
  private static final String GOOD = "SĐT,Họ tên\n0912345678,Lò Thị Mai\n";
  private static final String MAI = "2 +84912345678 / Lò Thị Mai";
  private static final Charset WINDOWS_1258 = Charset.forName("windows-1258");
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private static final List<Arguments> TEXTS =
      List.of(
          file("UTF-8", GOOD, MAI),
          file("a byte order mark", "\uFEFF" + GOOD, MAI),
          file(
              "UTF-16 of Excel with tabs",
              bytes("\uFEFF" + GOOD.replace(',', '\t'), StandardCharsets.UTF_16LE),
              MAI),
          file("UTF-16, big end first", bytes("\uFEFF" + GOOD, StandardCharsets.UTF_16BE), MAI),
          file("UTF-16 without a mark", bytes(GOOD, StandardCharsets.UTF_16LE), "refused binary"),
          file(
              "Windows-1258",
              bytes(
                  "Sô´ ĐT,Ho? tên\n0912345678,Lê Văn Sơn\n"
                      .replace("´", "\u0301")
                      .replace("?", "\u0323"),
                  WINDOWS_1258),
              "ask encoding windows-1258"),
          file(
              "Windows-1252 without Vietnamese letters",
              bytes("phone,full name\n0912345678,Müller\n", WINDOWS_1252),
              "refused unknown-encoding"),
          file(
              "TCVN3",
              bytes(
                  "S§T,Hä tªn\n0912345678,NguyÔn V¨n Th¾ng\n0912345679,TrÇn ThÞ §iÖp\n",
                  WINDOWS_1252),
              "refused tcvn3"),
          file(
              "VNI as UTF-8",
              "SÑT,Hoï teân\n0912345678,Nguyeãn Vaên Thaéng\n0912345679,Traàn Thò Ñieäp\n",
              "refused vni"),
          file(
              "UTF-8 that was misread",
              "SÄ\u0090T,Há»\u008d tÃªn\n0912345678,Nguyá»…n VÄƒn Tháº¯ng\n",
              "refused misread-utf8"),
          file(
              "a later byte that is not UTF-8",
              joined(
                  bytes(GOOD + "0912345679,a\n".repeat(30_000), StandardCharsets.UTF_8),
                  bytes("0912345670,M\u00FCller\n", WINDOWS_1252)),
              "30003 B!broken-text"),
          file("semicolons", GOOD.replace(',', ';'), MAI),
          file("tabs", GOOD.replace(',', '\t'), MAI),
          file("bars", GOOD.replace(',', '|'), MAI),
          file("a line sep=", "sep=|\r\n" + GOOD.replace(',', '|'), MAI),
          file("a line sep= in quotes", "\"sep=;\"\n" + GOOD.replace(',', ';'), MAI),
          file(
              "semicolons and decimal commas",
              "SĐT;Họ tên;Lãi suất\n0912345678;A;4,75\n0912345679;B;5,5\n",
              "2 +84912345678 / A / 4.75 {number-spelling}; 3 +84912345679 / B / 5.5 {number-spelling}"),
          file("two possible delimiters", "SĐT,x;Họ tên\n0912345678,a;Mai\n", "ask delimiter ,"),
          file("line ends of old Macs", GOOD.replace('\n', '\r'), MAI),
          file("no line end", GOOD.strip(), MAI),
          file("a trailing column", "SĐT,Họ tên,,,\n0912345678,Lò Thị Mai,,,\n", MAI),
          file(
              "a value with the delimiter",
              "SĐT,Họ tên\n0912345678,Mai, Lò Thị\n",
              "2 !extra-cells"),
          file(
              "a quoted value with the delimiter",
              "SĐT,Họ tên\n0912345678,\"Mai, Lò Thị\"\n",
              "2 +84912345678 / Mai, Lò Thị"),
          file("a missing cell", "SĐT,Họ tên\n0912345678\n", "2 B!missing-value"),
          file(
              "all faults of a line",
              "SĐT,Họ tên,Hạn thẻ\n8079,,x\n",
              "2 A!short-code B!missing-value C!date-form"),
          file(
              "title rows",
              "DANH SÁCH\n\nTháng 10\nSĐT,Họ tên\n0912345678,Lò Thị Mai\n",
              MAI.replaceFirst("2", "5")),
          file("no header", "0912345678,Lò Thị Mai\n0912345679,B\n", "ask header-row 0"),
          file("unknown names", "A,B\n0912345678,Lò Thị Mai\n", "ask header-row 1"),
          file(
              "names in another spelling",
              "  so dien THOAI (*) ,HỌ_VÀ_TÊN\n0912345678,Lò Thị Mai\n",
              MAI),
          file(
              "names with separate marks",
              Normalizer.normalize(GOOD, Normalizer.Form.NFD),
              MAI + " {composed}"),
          file("a misspelt name", "SĐT,Họ ten dem\n0912345678,Mai\n", "ask mapping fullName SĐT"),
          file(
              "the same name twice",
              "SĐT,Phone,Họ tên\n0912345678,0912345679,Mai\n",
              "ask mapping phone SĐT"),
          file("other columns", "STT,SĐT,Họ tên,Lỗi,Mã lô\n1,0912345678,Lò Thị Mai,x,y\n", MAI),
          file(
              "blank rows", "SĐT,Họ tên\n\n,\n0912345678,Lò Thị Mai\n", MAI.replaceFirst("2", "4")),
          file(
              "months first",
              "SĐT,Họ tên,Hạn thẻ\n0912345678,A,12/31/2026\n0912345679,B,1/2/2026\n",
              "ask date-order validTo month-first"),
          file(
              "dots and commas as decimals",
              "SĐT;Họ tên;Lãi suất\n0912345678;A;4,75\n0912345679;B;5.25\n",
              "ask number-format rate decimal-comma"),
          file(
              "one separator that is either",
              "SĐT;Họ tên;Lãi suất\n0912345678;A;1.263\n",
              "ask number-format rate decimal-comma"),
          file(
              "amounts with commas",
              "SĐT;Họ tên;Số tiền\n0912345678;A;1,263,600\n0912345679;B;5,000\n",
              "2 +84912345678 / A / 1263600 {number-spelling}; 3 +84912345679 / B / 5000 {number-spelling}"),
          file("a header only", "SĐT,Họ tên\n", "refused no-rows"),
          file("nothing", "", "refused empty-file"),
          file("blanks only", " \n\n", "refused empty-file"),
          file(
              "an open quotation mark",
              "SĐT,Họ tên\n0912345678,\"Mai\n0912345679,B\n",
              "refused open-quote at 2"),
          file(
              "an open quotation mark before much text",
              "SĐT,Họ tên\n0912345678,\"Mai\n" + "0912345679,B\n".repeat(200_000),
              "refused open-quote at 2"),
          file(
              "a long text without a delimiter",
              "SĐT,Họ tên\n" + "x".repeat(2_000_000),
              "refused open-quote at 2"),
          file(
              "many names",
              "SĐT,Họ tên" + ",x".repeat(1_000) + "\n0912345678,Mai\n",
              "refused too-many-columns at 1"),
          file(
              "many blank columns",
              "SĐT,Họ tên"
                  + ",".repeat(2_000)
                  + "\n0912345678,Lò Thị Mai"
                  + ",".repeat(2_000)
                  + "\n",
              MAI),
          file("gzip", gzip(GOOD), MAI),
          file(
              "damaged gzip",
              Arrays.copyOf(gzip(GOOD + "0912345679,B\n".repeat(1_000)), 60),
              "refused damaged-gzip"),
          file("a gzip of nothing", gzip(""), "refused empty-file"));

  static Stream<Arguments> texts() {
    return TEXTS.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void file(String name, TestContent file, String expected) {
    assertThat(Upload.DETECTED.read(file))
        .satisfies(result -> {
          // A long file ends with the line that is meant.
          String last =
              result.length() < 1_000 ? result : result.substring(result.lastIndexOf("; ") + 2);
          assertThat(last).isEqualTo(expected);
        });
  }

  @Test
  void theBytesDecideAndNotTheContentType() {
    TestContent workbook = Workbooks.rows("Ghi chú", text("0912345678") + text("Mai")).content();

    assertThat(Upload.DETECTED.as("text/csv").read(workbook)).isEqualTo("2 +84912345678 / Mai");
    assertThat(
            Upload.DETECTED
                .as("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
                .read(TestContent.of(GOOD)))
        .isEqualTo(MAI);
  }

  @Test
  void theContentTypeSaysThatTabsDivide() {
    String tabs = "SĐT\tHọ tên\tGhi chú\n0912345678\tA,B,C,D\tx\n0912345679\tA,B,C,D\ty\n";

    assertThat(
            Upload.DETECTED
                .as("text/tab-separated-values; charset=utf-8")
                .read(TestContent.of(tabs)))
        .startsWith("2 +84912345678 / A,B,C,D / x");
  }

  @Test
  void linesOfJsonAreRead() {
    String lines =
        """
        {"phone": "0912345678", "fullName": "Mai", "amount": 1263600, "validTo": "2026-12-31"}
        {"phone": 912345678, "fullName": "Mai"}
        {"phone": "0912345678", "fullName": {"first": "Mai"}}
        {"phone": "0912345678"
        """;

    assertThat(Upload.DETECTED.read(TestContent.of(lines)))
        .isEqualTo(
            "1 +84912345678 / Mai / 2026-12-31 / 1263600; 2 +84912345678 / Mai {leading-zero};"
                + " 3 B!nested-value; 4 !json-form");
  }

  @Test
  void whatIsDetectedCanBeSet() {
    TestContent header = TestContent.of("x,y\n1,2\nSĐT;x,Họ tên\n0912345678;x,Mai\n");
    FileSettings settings = FileSettings.NONE.withHeaderRow(3).withDelimiter(';');
    MappingChoices columns = new MappingChoices(Map.of("fullName", "x,Họ tên"), false);

    assertThat(Upload.DETECTED.with(settings).with(columns).read(header))
        .isEqualTo("4 +84912345678 / x,Mai");
  }

  @Test
  void aHeaderNeedsNames() {
    assertThat(
            Upload.DETECTED
                .with(FileSettings.NONE.withHeaderRow(2))
                .read(TestContent.of("SĐT,Họ tên\n,\n0912345678,Mai\n")))
        .isEqualTo("refused no-columns");
  }

  @Test
  void aFileOfJsonLinesHasNoHeader() {
    Upload json = Upload.DETECTED.as("application/x-ndjson");
    String broken = "{\"phone\":\"0912345678\",\"fullName\":\"Mai\"\n";
    assertThat(Upload.DETECTED.read(TestContent.of("{\n{\n"))).isEqualTo("refused no-json-lines");
    assertThat(json.read(TestContent.of(broken))).isEqualTo("refused no-json-lines");
    assertThat(json.read(TestContent.of("[" + broken + "]\n"))).isEqualTo("refused no-json-lines");
    assertThat(UnreadableKind.NO_JSON_LINES.english()).contains("JSON").doesNotContain("header");
    assertThat(json.read(TestContent.of(broken + broken.replace("\n", "}\n"))))
        .contains("json-form", "2 +84912345678 / Mai");
  }

  @Test
  void columnsWithoutNamesHaveLetters() {
    MappingChoices columns = new MappingChoices(Map.of("phone", "A", "fullName", "B"), false);

    assertThat(
            Upload.DETECTED
                .with(FileSettings.NONE.withHeaderRow(0))
                .with(columns)
                .read(TestContent.of("0912345678,Lò Thị Mai\n")))
        .isEqualTo(MAI.replaceFirst("2", "1"));
  }

  @Test
  void anEncodingCanBeConfirmed() {
    TestContent content =
        TestContent.of("SĐT;Họ tên\n0912345678;Sơn\n".replace("ọ", "o\u0323"), WINDOWS_1258);

    assertThat(Upload.DETECTED.read(content)).isEqualTo("ask encoding windows-1258");
    assertThat(
            Upload.DETECTED
                .with(FileSettings.NONE.withEncoding(TextEncoding.WINDOWS_1258))
                .read(content))
        .isEqualTo("2 +84912345678 / Sơn");
  }

  @Test
  void theFirstOfTwoNumbersCanBeTaken() {
    TestContent content =
        TestContent.of("SĐT,Họ tên\n0912345678/0988765432,A\n0243 8251234 / 0988765432,B\n");

    assertThat(Upload.DETECTED.with(new MappingChoices(Map.of(), true)).read(content))
        .isEqualTo("2 +84912345678 / A {first-number}; 3 A!landline");
  }

  @Test
  void theOrderOfDatesCanBeSet() {
    TestContent content = TestContent.of("SĐT,Họ tên,Hạn thẻ\n0912345678,A,12/31/2026\n");
    ColumnRules monthFirst = new ColumnRules(Map.of("validTo", DateOrder.MONTH_FIRST), Map.of());
    ColumnRules dayFirst = new ColumnRules(Map.of("validTo", DateOrder.DAY_FIRST), Map.of());

    assertThat(Upload.DETECTED.with(monthFirst).read(content))
        .isEqualTo("2 +84912345678 / A / 2026-12-31");
    assertThat(Upload.DETECTED.with(dayFirst).read(content)).isEqualTo("2 C!no-such-date");
  }

  private static Arguments file(String name, String text, String expected) {
    return file(name, bytes(text, StandardCharsets.UTF_8), expected);
  }

  private static Arguments file(String name, byte[] bytes, String expected) {
    return Arguments.of(name, TestContent.of(bytes), expected);
  }
}
