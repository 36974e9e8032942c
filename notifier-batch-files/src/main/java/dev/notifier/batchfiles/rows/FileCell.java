package dev.notifier.batchfiles.rows;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A cell as it is in the file.
 *
 * @param text of CSV as written; of a number of XLSX and NDJSON the stored digits; of an error its
 *     code
 * @param date the day and time, if a cell of XLSX has the format of a date
 */
public record FileCell(Kind kind, String text, @Nullable LocalDateTime date) {
  public static final FileCell EMPTY = new FileCell(Kind.EMPTY, "", null);

  /** The type of a cell; CSV has texts only. */
  public enum Kind {
    EMPTY,
    TEXT,
    NUMBER,
    DATE,
    BOOLEAN,
    ERROR
  }

  /** A text; an empty one is {@link #EMPTY}. */
  public static FileCell text(String text) {
    return text.isEmpty() ? EMPTY : new FileCell(Kind.TEXT, text, null);
  }

  /** A number as stored. */
  public static FileCell number(String digits) {
    return new FileCell(Kind.NUMBER, digits, null);
  }

  /** Whether it contains nothing that can be seen. */
  public boolean isBlank() {
    for (int i = 0; i < text.length(); i++) {
      if (!isInvisible(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isInvisible(char c) {
    return c <= ' '
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT;
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "FileCell[" + kind + "]";
  }
}
