package dev.notifier.batchfiles;

import java.util.Arrays;
import java.util.Optional;

/**
 * A file of which no line is used.
 *
 * @param row the row at which reading ended, as a spreadsheet shows it; 0 if it concerns the whole
 *     file
 */
public record UnreadableFile(UnreadableKind kind, long row) {
  private static final String ROW = " (row ";
  private static final String END = ")";

  /** Concerns the whole file. */
  public UnreadableFile(UnreadableKind kind) {
    this(kind, 0);
  }

  /** What is wrong, and what to do, in English; with the row if there is one. */
  public String english() {
    return row == 0 ? kind.english() : kind.english() + ROW + row + END;
  }

  /** The file whose words these are; nothing for other words. */
  public static Optional<UnreadableFile> find(String english) {
    int begin = english.endsWith(END) ? english.lastIndexOf(ROW) : -1;
    String digits =
        begin < 0 ? "" : english.substring(begin + ROW.length(), english.length() - END.length());
    boolean hasRow = digits.matches("[0-9]{1,18}");
    String words = hasRow ? english.substring(0, begin) : english;
    return Arrays.stream(UnreadableKind.values())
        .filter(kind -> kind.english().equals(words))
        .findFirst()
        .map(kind -> new UnreadableFile(kind, hasRow ? Long.parseLong(digits) : 0));
  }
}
