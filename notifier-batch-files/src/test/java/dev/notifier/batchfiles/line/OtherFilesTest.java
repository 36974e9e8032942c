package dev.notifier.batchfiles.line;

import static dev.notifier.batchfiles.TestBytes.bytes;
import static dev.notifier.batchfiles.TestBytes.gzip;
import static dev.notifier.batchfiles.TestBytes.half;
import static dev.notifier.batchfiles.TestBytes.hex;
import static dev.notifier.batchfiles.TestBytes.joined;
import static dev.notifier.batchfiles.xlsx.Workbooks.row;
import static dev.notifier.batchfiles.xlsx.Workbooks.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.batchfiles.TestContent;
import dev.notifier.batchfiles.xlsx.Workbooks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is uploaded as a spreadsheet and is none, or is made to harm its reader. */
class OtherFilesTest {
  private static final List<Arguments> FILES =
      List.of(
          file(
              "an old Excel file", hex("D0CF11E0A1B11AE1" + "00".repeat(600)), "refused old-excel"),
          file(
              "a file with a password",
              joined(hex("D0CF11E0A1B11AE1"), bytes("EncryptedPackage", StandardCharsets.UTF_16LE)),
              "refused password"),
          file("OpenDocument", zip("mimetype", "content.xml"), "refused open-document"),
          file(
              "macros",
              zip("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"),
              "refused macros"),
          file(
              "macros by their type",
              Workbooks.sheets()
                  .entry(
                      "[Content_Types].xml",
                      "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/></Types>")
                  .bytes(),
              "refused macros"),
          file(
              "a binary workbook",
              zip("[Content_Types].xml", "xl/workbook.bin"),
              "refused binary-excel"),
          file(
              "a Word document",
              zip("[Content_Types].xml", "word/document.xml"),
              "refused word-document"),
          file("any ZIP file", zip("photo.jpg"), "refused other-archive"),
          file("an empty ZIP file", zip(), "refused other-archive"),
          file("a RAR file", hex("526172211A0700CF"), "refused other-archive"),
          file("a PNG picture", hex("89504E470D0A1A0A0000000D"), "refused picture"),
          file("a JPEG picture", hex("FFD8FFE000104A464946"), "refused picture"),
          file("a PDF", "%PDF-1.7\n", "refused pdf"),
          file(
              "HTML that is called .xls",
              "<html><table><tr><td>0912345678</td></tr></table>",
              "refused html"),
          file("HTML with a byte order mark", "\uFEFF\n<!DOCTYPE html><html>", "refused html"),
          file("a spreadsheet in XML", "<?xml version=\"1.0\"?><Workbook/>", "refused xml"),
          file("RTF", "{\\rtf1\\ansi", "refused word-document"),
          file("bytes", hex("0001020304050607"), "refused binary"),
          file(
              "a gzip of XLSX", gzip(Workbooks.rows("Ghi chú").bytes()), "refused compressed-xlsx"),
          file(
              "half an XLSX file",
              half(Workbooks.rows("Ghi chú", text("a")).bytes()),
              "refused damaged-xlsx"),
          file(
              "XLSX without a workbook",
              zip("[Content_Types].xml", "xl/styles.xml"),
              "refused damaged-xlsx"),
          file(
              "a sheet that is no XML",
              Workbooks.sheets()
                  .sheet(
                      "A",
                      "",
                      "<sheetData>" + row(1, text("SĐT"), text("Họ tên")) + "<row r=\"2\"><c><v>")
                  .bytes(),
              "refused damaged-xlsx"),
          file(
              "an external entity",
              workbook(
                  "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData/></worksheet>"),
              "refused external-xml"),
          file(
              "entities that multiply",
              workbook(
                  "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;\">]><worksheet>&b;</worksheet>"),
              "refused external-xml"),
          file(
              "a sheet that expands a thousand times",
              workbook("<worksheet><sheetData>" + "<row></row>".repeat(2_000_000)),
              "refused expands-too-much"),
          file(
              "a text without an end",
              workbook(
                  "<worksheet><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>"
                      + "x".repeat(300_000)),
              "refused damaged-xlsx"),
          file(
              "a tag without an end",
              workbook("<worksheet><sheetData " + "x ".repeat(200_000)),
              "refused damaged-xlsx"),
          file(
              "a text of many pieces",
              workbook(
                  "<worksheet><sheetData><row r=\"1\"><c t=\"inlineStr\"><is>"
                      + "<t>aaaaaaaaaa</t>".repeat(30_000)
                      + "</is></c></row></sheetData></worksheet>"),
              "refused damaged-xlsx"),
          file(
              "a long formula",
              workbook(
                  "<worksheet><sheetData><row r=\"1\"><c><f>"
                      + "1+".repeat(5_000)
                      + "1</f></c></row></sheetData></worksheet>"),
              "refused too-complex"),
          file(
              "many formulas of ranges",
              workbook(
                  "<worksheet><sheetData><row r=\"1\"><c><v>1</v></c>"
                      + "<c><f t=\"array\" ref=\"A1:A9\">1</f></c>".repeat(1_001)
                      + "</row></sheetData></worksheet>"),
              "refused too-complex"),
          file(
              "a row of many long texts",
              workbook(
                  "<worksheet><sheetData><row r=\"1\">"
                      + ("<c t=\"inlineStr\"><is><t>" + "a".repeat(200_000) + "</t></is></c>")
                          .repeat(22)
                      + "</row></sheetData></worksheet>"),
              "refused too-complex"),
          file(
              "a row of too many cells",
              workbook(
                  "<worksheet><sheetData><row r=\"1\">"
                      + "<c><v>1</v></c>".repeat(16_385)
                      + "</row></sheetData></worksheet>"),
              "refused damaged-xlsx"),
          file(
              "a long number",
              workbook(
                  "<worksheet><sheetData><row r=\"1\"><c><v>"
                      + "1".repeat(65)
                      + "</v></c></row></sheetData></worksheet>"),
              "refused damaged-xlsx"),
          file(
              "merged ranges that overlap",
              workbook(
                  "<worksheet><sheetData><row r=\"1\"><c><v>1</v></c></row></sheetData><mergeCells>"
                      + "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(1_001)
                      + "</mergeCells></worksheet>"),
              "refused too-complex"),
          file(
              "a hidden sheet with the name of another one",
              Workbooks.sheets()
                  .sheet("A", "hidden", "<sheetData/>")
                  .sheet("a", "", "<sheetData/>")
                  .bytes(),
              "refused damaged-xlsx"),
          file(
              "two parts with one id",
              Workbooks.sheets()
                  .sheet("A", "", "<sheetData/>")
                  .entry(
                      "xl/_rels/workbook.xml.rels",
                      "<Relationships>"
                          + "<Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/>".repeat(2)
                          + "</Relationships>")
                  .bytes(),
              "refused damaged-xlsx"),
          file(
              "many entries",
              zip(
                  Stream.concat(
                          Stream.of("[Content_Types].xml"),
                          Stream.iterate(0, i -> i + 1).limit(2_001).map(i -> "x" + i))
                      .toArray(String[]::new)),
              "refused expands-too-much"));

  static Stream<Arguments> files() {
    return FILES.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void file(String name, TestContent file, String expected) {
    assertThat(Upload.DETECTED.read(file)).isEqualTo(expected);
  }

  @Test
  void aSecondNameOfAnEntryIsNotRead() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : List.of("[Content_Types].xml", "xl/workbook.xml")) {
        ZipEntry entry = new ZipEntry(name);
        entry.setExtra(new byte[] {0x75, 0x70, 6, 0, 1, 0, 0, 0, 0, 'x'});
        zip.putNextEntry(entry);
      }
    }

    assertThat(Upload.DETECTED.read(TestContent.of(out.toByteArray())))
        .isEqualTo("refused damaged-xlsx");
  }

  @Test
  void aSecondDirectoryIsNotRead() {
    byte[] workbook = Workbooks.rows("Ghi chú", text("0912345678") + text("Mai")).bytes();
    byte[] commented = joined(workbook, bytes("comment", StandardCharsets.UTF_8));
    commented[workbook.length - 2] = 7;

    assertThat(Upload.DETECTED.read(TestContent.of(commented))).isEqualTo("refused damaged-xlsx");
  }

  private static Arguments file(String name, String text, String expected) {
    return file(name, bytes(text, StandardCharsets.UTF_8), expected);
  }

  private static Arguments file(String name, byte[] bytes, String expected) {
    return Arguments.of(name, TestContent.of(bytes), expected);
  }

  private static byte[] workbook(String sheet) {
    return Workbooks.sheets().sheet("A", "", "").entry("xl/worksheets/sheet1.xml", sheet).bytes();
  }

  private static byte[] zip(String... names) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (String name : names) {
      entries.put(name, "<x/>");
    }
    return Workbooks.zip(entries);
  }
}
