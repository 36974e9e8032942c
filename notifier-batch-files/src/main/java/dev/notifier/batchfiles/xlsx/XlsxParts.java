package dev.notifier.batchfiles.xlsx;

import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries with the parts of a workbook, as {@code [Content_Types].xml} names them.
 *
 * @param strings the texts of cells, or null
 * @param styles the formats of cells, or null
 */
record XlsxParts(String workbook, @Nullable String strings, @Nullable String styles) {
  private static final String PREFIX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  private static final String WORKBOOK = PREFIX + "sheet.main+xml";
  private static final String STRINGS = PREFIX + "sharedStrings+xml";
  private static final String STYLES = PREFIX + "styles+xml";
  private static final String DEFAULT_WORKBOOK = "xl/workbook.xml";

  static XlsxParts read(InputStream types) throws IOException {
    Map<String, String> names = new HashMap<>();
    XmlPart.read(
        types,
        (element, attributes) -> {
          String type = attributes.get("ContentType");
          String name = attributes.get("PartName");
          if (type == null) {
            return;
          }
          if (type.contains("macroEnabled.main")) {
            throw new UnreadableException(UnreadableKind.MACROS);
          }
          if (name != null) {
            names.put(type, name.startsWith("/") ? name.substring(1) : name);
          }
        });
    return new XlsxParts(
        names.getOrDefault(WORKBOOK, DEFAULT_WORKBOOK), names.get(STRINGS), names.get(STYLES));
  }
}
