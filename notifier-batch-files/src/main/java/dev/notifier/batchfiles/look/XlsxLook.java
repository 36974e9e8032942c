package dev.notifier.batchfiles.look;

import dev.notifier.batchfiles.FileQuestion;
import dev.notifier.batchfiles.QuestionKind;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.FileContent;
import dev.notifier.batchfiles.rows.FileKind;
import dev.notifier.batchfiles.rows.FileLayout;
import dev.notifier.batchfiles.rows.TextEncoding;
import dev.notifier.batchfiles.xlsx.XlsxPackage;
import dev.notifier.batchfiles.xlsx.XlsxPackage.VisibleSheet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The look at an XLSX file. */
final class XlsxLook {
  private static final char NO_DELIMITER = '\0';

  /** The sheets that are searched for rows; the others are read if a person chooses them. */
  private static final int MAX_TRIED = 10;

  private XlsxLook() {}

  static LookResult look(FileContent content, FileSettings settings, Set<String> known)
      throws IOException {
    List<String> sheets;
    try (XlsxPackage zip = XlsxPackage.open(content.path())) {
      zip.checkParts();
      sheets = zip.sheets().stream().map(VisibleSheet::name).toList();
    }
    if (sheets.isEmpty()) {
      return FileLooks.refused(UnreadableKind.NO_SHEET);
    }
    String set = settings.sheet();
    if (set != null) {
      return sheets.contains(set)
          ? rows(content, set, settings, known).look(sheets, List.of())
          : FileLooks.refused(UnreadableKind.UNKNOWN_SHEET);
    }
    if (sheets.size() == 1) {
      return rows(content, sheets.getFirst(), settings, known).look(sheets, List.of());
    }
    FileQuestion question = new FileQuestion(QuestionKind.SHEET, "", sheets, List.of());
    return firstWithRows(content, sheets, settings, known, question);
  }

  /** Looks at the first sheet that has rows, and asks if there are several of them. */
  private static LookResult firstWithRows(
      FileContent content,
      List<String> sheets,
      FileSettings settings,
      Set<String> known,
      FileQuestion question)
      throws IOException {
    String first = null;
    HeadRows found = null;
    for (String sheet : sheets.subList(0, Math.min(sheets.size(), MAX_TRIED))) {
      HeadRows rows = rows(content, sheet, settings, known);
      if (rows.samples().isEmpty() && rows.unreadable() == null) {
        continue;
      }
      if (found != null) {
        return found.look(sheets, List.of(likely(question, first)));
      }
      first = sheet;
      found = rows;
    }
    if (found != null) {
      return found.look(sheets, List.of());
    }
    return sheets.size() > MAX_TRIED
        ? rows(content, sheets.getFirst(), settings, known).look(sheets, List.of(question))
        : FileLooks.refused(UnreadableKind.NO_ROWS);
  }

  private static FileQuestion likely(FileQuestion question, @Nullable String sheet) {
    List<String> choices = new ArrayList<>(question.choices());
    if (sheet != null && choices.remove(sheet)) {
      choices.addFirst(sheet);
    }
    return new FileQuestion(QuestionKind.SHEET, "", choices, List.of());
  }

  private static HeadRows rows(
      FileContent content, String sheet, FileSettings settings, Set<String> known)
      throws IOException {
    FileLayout layout =
        new FileLayout(FileKind.XLSX, false, TextEncoding.UTF_8, NO_DELIMITER, sheet, 0);
    return HeadRows.read(content, layout, settings, known);
  }
}
