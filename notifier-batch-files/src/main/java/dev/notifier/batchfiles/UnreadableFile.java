package dev.notifier.batchfiles;

/**
 * A file of which no line is used.
 *
 * @param row the row at which reading ended, as a spreadsheet shows it; 0 if it concerns the whole
 *     file
 */
public record UnreadableFile(UnreadableKind kind, long row) {
  /** Concerns the whole file. */
  public UnreadableFile(UnreadableKind kind) {
    this(kind, 0);
  }
}
