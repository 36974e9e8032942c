package dev.notifier.batchfiles.report;

import dev.notifier.batchfiles.FileLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A sheet with cells of texts, so that no number loses digits and nothing is a formula. */
final class XlsxTable implements TableWriter {
  private static final String SHEET = "Data";
  private static final int ROWS_IN_MEMORY = 500;
  private static final int MAX_CHARACTERS = 32_767;

  private final OutputStream out;
  private final Workbook workbook;
  private final Worksheet sheet;
  private int row;

  XlsxTable(OutputStream out) {
    this.out = out;
    workbook = new Workbook(out, "Notifier", "1.0");
    sheet = workbook.newWorksheet(SHEET);
  }

  @Override
  public boolean write(List<String> cells) throws IOException {
    if (row == FileLimits.MAX_SHEET_ROWS) {
      return false;
    }
    for (int column = 0; column < cells.size(); column++) {
      String text = cells.get(column);
      if (!text.isEmpty()) {
        sheet.inlineString(row, column, within(text));
      }
      // The format of a text, also for what a person enters later.
      sheet.style(row, column).format("@").set();
    }
    row++;
    if (row % ROWS_IN_MEMORY == 0) {
      sheet.flush();
    }
    return true;
  }

  private static String within(String text) {
    StringBuilder valid = new StringBuilder(text.length());
    text.codePoints()
        .limit(MAX_CHARACTERS)
        .filter(XlsxTable::isAllowed)
        .forEach(valid::appendCodePoint);
    return valid.toString();
  }

  /** XML 1.0, 2.2. */
  private static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c < 0xD800)
        || (c > 0xDFFF && c < 0xFFFE)
        || c > 0xFFFF;
  }

  @Override
  public void close() throws IOException {
    workbook.close();
    out.close();
  }
}
