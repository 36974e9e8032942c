package dev.notifier.batchfiles.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.TestContent;
import dev.notifier.batchfiles.look.FileLooks;
import dev.notifier.batchfiles.look.FileSettings;
import dev.notifier.batchfiles.look.LookResult;
import dev.notifier.batchfiles.look.RowReaders;
import dev.notifier.batchfiles.rows.FileCell;
import dev.notifier.batchfiles.rows.FileRow;
import dev.notifier.batchfiles.rows.RowReader;
import dev.notifier.batchfiles.xlsx.Workbooks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever is uploaded, nothing is thrown and no limit is passed. */
class UploadPropertiesTest {
  private static final byte[] WORKBOOK =
      Workbooks.rows(
              "Hạn thẻ",
              Workbooks.number("912345678") + Workbooks.text("Mai") + Workbooks.date(46022),
              "<c t=\"s\"><v>0</v></c><c t=\"e\"><v>#N/A</v></c><c><f>1+1</f><v>2</v></c>")
          .bytes();

  @Property(tries = 300)
  void anyBytes(@ForAll @Size(max = 2_000) byte[] bytes) throws IOException {
    read(bytes);
  }

  @Property(tries = 500)
  void anyTextWithTheSignsOfTables(@ForAll("tables") String text) throws IOException {
    read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 1_000)
  void aWorkbookWithAChangedByte(
      @ForAll @IntRange(min = 0, max = 100_000) int at, @ForAll byte value) throws IOException {
    byte[] changed = WORKBOOK.clone();
    changed[at % changed.length] = value;
    read(changed);
  }

  @Property(tries = 100)
  void aPartOfAWorkbook(@ForAll @IntRange(min = 0, max = 100_000) int end) throws IOException {
    read(Arrays.copyOf(WORKBOOK, end % WORKBOOK.length));
  }

  @Property(tries = 300)
  void aSheetWithAnyCells(@ForAll("cells") String cells) throws IOException {
    read(
        Workbooks.sheets()
            .sheet("A", "", "<sheetData><row>" + cells + "</row></sheetData>")
            .bytes());
  }

  @Provide
  Arbitrary<String> tables() {
    return Arbitraries.of(
            "SĐT",
            "Họ tên",
            "Hạn thẻ",
            "Số tiền",
            ",",
            ";",
            "\t",
            "|",
            "\"",
            "\n",
            "\r\n",
            "sep=",
            "'",
            "0912345678",
            "9.12E+08",
            "31/12/2026",
            "1.263.600",
            "#N/A",
            "\uFEFF",
            "\u200B",
            "?",
            "Nguy?n",
            "{",
            "}",
            "\"phone\":",
            "1",
            "\0",
            "\uD800",
            "Nam",
            " ",
            "46022",
            "10/2026",
            "đ",
            "-",
            "+",
            "99999999999")
        .list()
        .ofMaxSize(60)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> cells() {
    return Arbitraries.of(
            "<c>",
            "</c>",
            "<v>1</v>",
            "<v>x</v>",
            "<v>1E400</v>",
            "<c r=\"B2\">",
            "<c r=\"A1\" t=\"s\">",
            "<c t=\"e\">",
            "<c t=\"b\">",
            "<c s=\"99\">",
            "<c s=\"1\">",
            "<v>-1</v>",
            "<v>99999999999999999999</v>",
            "<f t=\"shared\" si=\"0\"/>",
            "<f t=\"shared\" si=\"0\" ref=\"A1:B2\">A1</f>",
            "<is><t>a</t></is>",
            "<c t=\"inlineStr\">",
            "<c t=\"str\">",
            "<c t=\"unknown\">",
            "<v/>",
            "<row r=\"5\">",
            "</row>",
            "<c r=\"1A\">",
            "<c t=\"d\">",
            "<v>2026-12-31</v>")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  private static void read(byte[] bytes) throws IOException {
    TestContent content = TestContent.of(bytes);
    Upload.DETECTED.read(content);
    LookResult result = FileLooks.look(content, null, FileSettings.NONE, Set.of());
    if (result instanceof LookResult.Looked(var look)) {
      try (RowReader rows = RowReaders.open(content, look)) {
        FileRow row;
        while ((row = rows.next()) != null) {
          assertThat(row.cells()).hasSizeLessThanOrEqualTo(FileLimits.MAX_COLUMNS);
          assertThat(row.cells().stream().map(FileCell::text).mapToInt(String::length).sum())
              .isLessThanOrEqualTo(FileLimits.MAX_ROW_CHARACTERS);
        }
      }
    }
  }
}
