package dev.notifier.batchfiles.look;

import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.HeaderNames;
import dev.notifier.batchfiles.rows.FileCell;
import dev.notifier.batchfiles.rows.FileRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the row with the names of the columns among the first rows. */
final class HeaderFinder {
  private static final Pattern VALUE =
      Pattern.compile("[+(]?[\\d][\\d\\s.,/:()+%-]*\\s*(?:đ|VND|VNĐ)?");

  private HeaderFinder() {}

  /**
   * The result.
   *
   * @param row as a spreadsheet shows it; 0 if there is none
   * @param certain whether no person has to look at it
   */
  record Found(int row, boolean certain) {}

  /**
   * Searches the row with most known names, else the first one that looks like names.
   *
   * @param rows the first rows that are not blank
   * @param known folded names of fields; may be empty
   */
  static Found find(List<FileRow> rows, Set<String> known) {
    List<FileRow> candidates =
        rows.stream().filter(row -> row.number() <= FileLimits.HEADER_ROWS).toList();
    FileRow best = null;
    int matches = 0;
    for (FileRow row : candidates) {
      int count = matches(row, known);
      if (count > matches) {
        best = row;
        matches = count;
      }
    }
    if (best != null) {
      return new Found((int) best.number(), true);
    }
    int width = rows.stream().mapToInt(HeaderFinder::visible).max().orElse(0);
    for (FileRow row : candidates) {
      if (2 * visible(row) > width && looksLikeNames(row)) {
        return new Found((int) row.number(), known.isEmpty());
      }
    }
    return new Found(0, false);
  }

  private static int matches(FileRow row, Set<String> known) {
    Set<String> found = new HashSet<>();
    row.cells().forEach(cell -> found.add(HeaderNames.fold(cell.text())));
    found.retainAll(known);
    return found.size();
  }

  private static int visible(FileRow row) {
    return (int) row.cells().stream().filter(cell -> !cell.isBlank()).count();
  }

  private static boolean looksLikeNames(FileRow row) {
    List<String> names = new ArrayList<>();
    for (FileCell cell : row.cells()) {
      if (cell.isBlank()) {
        continue;
      }
      if (cell.kind() != FileCell.Kind.TEXT || VALUE.matcher(cell.text().strip()).matches()) {
        return false;
      }
      names.add(HeaderNames.fold(cell.text()));
    }
    return !names.isEmpty() && new HashSet<>(names).size() == names.size();
  }
}
