package dev.notifier.batchfiles.xlsx;

import dev.notifier.batchfiles.TestContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes XLSX files part by part, so that tests can damage them. */
public final class Workbooks {
  private static final String MAIN =
      " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
          + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
  private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

  private final Map<String, String> entries = new LinkedHashMap<>();
  private final List<String> sheets = new ArrayList<>();
  private String properties = "";
  private boolean optionalParts = true;

  /**
   * A workbook with one sheet: rows of cells below the header phone, fullName and a third field.
   */
  public static Workbooks rows(String third, String... rows) {
    StringBuilder data = new StringBuilder("<sheetData>");
    data.append(row(1, text("SĐT"), text("Họ tên"), text(third)));
    for (int i = 0; i < rows.length; i++) {
      data.append("<row r=\"").append(i + 2).append("\">").append(rows[i]).append("</row>");
    }
    return new Workbooks().sheet("Data", "", data + "</sheetData>");
  }

  /** A workbook with a sheet that is given as XML. */
  public static Workbooks sheets() {
    return new Workbooks();
  }

  public static String row(int number, String... cells) {
    return "<row r=\"" + number + "\">" + String.join("", cells) + "</row>";
  }

  public static String text(String value) {
    return "<c t=\"inlineStr\"><is><t>" + value + "</t></is></c>";
  }

  public static String number(String value) {
    return "<c><v>" + value + "</v></c>";
  }

  /** A number with the format dd/mm/yyyy. */
  public static String date(int serial) {
    return "<c s=\"1\"><v>" + serial + "</v></c>";
  }

  public Workbooks sheet(String name, String state, String content) {
    int id = sheets.size() + 1;
    String visibility = state.isEmpty() ? "" : " state=\"" + state + "\"";
    sheets.add(
        "<sheet name=\""
            + name
            + "\" sheetId=\""
            + id
            + "\""
            + visibility
            + " r:id=\"rId"
            + id
            + "\"/>");
    return entry(
        "xl/worksheets/sheet" + id + ".xml", "<worksheet" + MAIN + ">" + content + "</worksheet>");
  }

  public Workbooks from1904() {
    properties = "<workbookPr date1904=\"1\"/>";
    return this;
  }

  /** Leaves out the formats and the shared texts, as some programs do. */
  public Workbooks withoutOptionalParts() {
    optionalParts = false;
    return this;
  }

  public Workbooks entry(String name, String content) {
    entries.put(name, content);
    return this;
  }

  public TestContent content() {
    return TestContent.of(bytes());
  }

  public byte[] bytes() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\""
            + TYPE
            + "sheet.main+xml\"/>"
            + (optionalParts ? optionalTypes() : "")
            + "</Types>");
    all.put(
        "xl/workbook.xml",
        "<workbook"
            + MAIN
            + ">"
            + properties
            + "<sheets>"
            + String.join("", sheets)
            + "</sheets></workbook>");
    StringBuilder relations = new StringBuilder();
    for (int id = 1; id <= sheets.size(); id++) {
      relations.append(
          "<Relationship Id=\"rId" + id + "\" Target=\"worksheets/sheet" + id + ".xml\"/>");
    }
    all.put(
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + relations
            + "</Relationships>");
    if (optionalParts) {
      putOptionalParts(all);
    }
    all.putAll(entries);
    return zip(all);
  }

  private static String optionalTypes() {
    return "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\""
        + TYPE
        + "sharedStrings+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\""
        + TYPE
        + "styles+xml\"/>";
  }

  private static void putOptionalParts(Map<String, String> all) {
    all.put(
        "xl/styles.xml",
        "<styleSheet"
            + MAIN
            + "><numFmts count=\"1\"><numFmt numFmtId=\"164\""
            + " formatCode=\"dd/mm/yyyy\"/></numFmts><cellXfs count=\"2\"><xf numFmtId=\"0\"/>"
            + "<xf numFmtId=\"164\"/></cellXfs></styleSheet>");
    all.put("xl/sharedStrings.xml", "<sst" + MAIN + "><si><t>Chia sẻ</t></si></sst>");
  }

  /** A ZIP file with these entries. */
  public static byte[] zip(Map<String, String> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> each : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
