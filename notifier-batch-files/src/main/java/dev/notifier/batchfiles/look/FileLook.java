package dev.notifier.batchfiles.look;

import dev.notifier.batchfiles.FileQuestion;
import dev.notifier.batchfiles.rows.FileLayout;
import java.util.List;

/**
 * What was found at the head of a file.
 *
 * @param sheets the names of all visible sheets; empty unless it is XLSX
 * @param headers the columns with names; blank names are left out
 * @param samples the texts of at most three rows, by the index of the column; personal data
 * @param questions what is not certain; without an answer the first choice would be used
 */
public record FileLook(
    FileLayout layout,
    List<String> sheets,
    List<Header> headers,
    List<List<String>> samples,
    List<FileQuestion> questions) {
  public FileLook {
    sheets = List.copyOf(sheets);
    headers = List.copyOf(headers);
    samples = List.copyOf(samples);
    questions = List.copyOf(questions);
  }

  /**
   * A column with a name.
   *
   * @param column from 0
   */
  public record Header(int column, String name) {}

  /** Without the samples. */
  @Override
  public String toString() {
    return "FileLook[" + layout + ", " + headers.size() + " columns, " + questions + "]";
  }
}
