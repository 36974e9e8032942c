package dev.notifier.batchfiles.rows;

/**
 * How the rows of a file are found.
 *
 * @param gzip whether the file is compressed text
 * @param delimiter between cells; of CSV and TSV only
 * @param sheet the name of the sheet; empty unless it is XLSX
 * @param headerRow the last row above the data; 0 if there is none
 */
public record FileLayout(
    FileKind kind,
    boolean gzip,
    TextEncoding encoding,
    char delimiter,
    String sheet,
    int headerRow) {
  public FileLayout withHeaderRow(int row) {
    return new FileLayout(kind, gzip, encoding, delimiter, sheet, row);
  }
}
