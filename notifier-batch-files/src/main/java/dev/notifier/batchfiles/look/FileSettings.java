package dev.notifier.batchfiles.look;

import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.rows.TextEncoding;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sets instead of what is detected; null is detected.
 *
 * @param sheet the name of a sheet
 * @param headerRow the row with the names of the columns, as a spreadsheet shows it; 0 if there is
 *     none, so that the letters of the columns are their names
 */
public record FileSettings(
    @Nullable TextEncoding encoding,
    @Nullable Character delimiter,
    @Nullable String sheet,
    @Nullable Integer headerRow) {
  /**
   * @throws IllegalArgumentException if the header row is not one of the first {@value
   *     FileLimits#HEADER_ROWS}, or the delimiter is a letter, a digit, a quotation mark or a line
   *     break
   */
  public FileSettings {
    if (headerRow != null && (headerRow < 0 || headerRow > FileLimits.HEADER_ROWS)) {
      throw new IllegalArgumentException("the header row must be 0 to " + FileLimits.HEADER_ROWS);
    }
    if (delimiter != null
        && (Character.isLetterOrDigit(delimiter) || "\"\r\n\0".indexOf(delimiter) >= 0)) {
      throw new IllegalArgumentException("the delimiter must be a sign, such as a comma");
    }
  }

  /** Everything is detected. */
  public static final FileSettings NONE = new FileSettings(null, null, null, null);

  public FileSettings withEncoding(TextEncoding value) {
    return new FileSettings(value, delimiter, sheet, headerRow);
  }

  public FileSettings withDelimiter(char value) {
    return new FileSettings(encoding, value, sheet, headerRow);
  }

  public FileSettings withSheet(String value) {
    return new FileSettings(encoding, delimiter, value, headerRow);
  }

  public FileSettings withHeaderRow(int value) {
    return new FileSettings(encoding, delimiter, sheet, value);
  }
}
