package dev.notifier.batchfiles.look;

import dev.notifier.batchfiles.ColumnLetters;
import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.FileQuestion;
import dev.notifier.batchfiles.HeaderNames;
import dev.notifier.batchfiles.QuestionKind;
import dev.notifier.batchfiles.UnreadableFile;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.look.FileLook.Header;
import dev.notifier.batchfiles.rows.FileCell;
import dev.notifier.batchfiles.rows.FileContent;
import dev.notifier.batchfiles.rows.FileKind;
import dev.notifier.batchfiles.rows.FileLayout;
import dev.notifier.batchfiles.rows.FileRow;
import dev.notifier.batchfiles.rows.RowReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of a file, divided into header and samples.
 *
 * @param question about the header row, or null
 */
record HeadRows(
    FileLayout layout,
    List<Header> headers,
    List<FileRow> samples,
    @Nullable FileQuestion question,
    @Nullable UnreadableFile unreadable) {
  private static final int ROWS = FileLimits.HEADER_ROWS + 10;

  /** Reads the rows and finds the header, or uses what the caller has set. */
  static HeadRows read(
      FileContent content, FileLayout layout, FileSettings settings, Set<String> known)
      throws IOException {
    List<FileRow> rows = new ArrayList<>();
    UnreadableFile ended = fill(rows, content, layout, List.of());
    Integer set = settings.headerRow();
    HeaderFinder.Found found =
        set == null ? HeaderFinder.find(rows, known) : new HeaderFinder.Found(set, true);
    List<FileRow> below = rows.stream().filter(row -> row.number() > found.row()).toList();
    List<Header> headers = headers(rows, found.row());
    UnreadableFile unreadable = ended == null ? tooWide(rows, found.row()) : ended;
    FileQuestion question = found.certain() || rows.isEmpty() ? null : question(rows, found.row());
    return new HeadRows(layout.withHeaderRow(found.row()), headers, below, question, unreadable);
  }

  /** Values behind the last column that is read are faults of rows, but names are of the file. */
  private static @Nullable UnreadableFile tooWide(List<FileRow> rows, int headerRow) {
    boolean wide =
        rows.stream()
            .filter(row -> row.number() == headerRow)
            .flatMap(row -> row.faults().stream())
            .anyMatch(fault -> fault.kind() == FaultKind.EXTRA_CELLS);
    return wide ? new UnreadableFile(UnreadableKind.TOO_MANY_COLUMNS, headerRow) : null;
  }

  /** Reads rows whose columns are known. */
  static HeadRows ofKeys(FileContent content, FileLayout layout, List<Header> headers)
      throws IOException {
    List<FileRow> rows = new ArrayList<>();
    List<String> names = headers.stream().map(Header::name).toList();
    UnreadableFile unreadable = fill(rows, content, layout, names);
    return new HeadRows(layout, headers, rows, null, unreadable);
  }

  private static @Nullable UnreadableFile fill(
      List<FileRow> rows, FileContent content, FileLayout layout, List<String> names)
      throws IOException {
    try (RowReader reader = RowReaders.open(content, layout, names)) {
      FileRow row;
      while (rows.size() < ROWS && (row = reader.next()) != null) {
        rows.add(row);
      }
      return reader.totals().unreadable();
    }
  }

  private static List<Header> headers(List<FileRow> rows, int headerRow) {
    List<Header> headers = new ArrayList<>();
    if (headerRow == 0) {
      int columns = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
      for (int i = 0; i < columns; i++) {
        headers.add(new Header(i, ColumnLetters.of(i)));
      }
      return headers;
    }
    for (FileRow row : rows) {
      for (int i = 0; row.number() == headerRow && i < row.cells().size(); i++) {
        String name = HeaderNames.shown(row.cell(i).text());
        if (!name.isEmpty()) {
          headers.add(new Header(i, name));
        }
      }
    }
    return headers;
  }

  private static FileQuestion question(List<FileRow> rows, int likely) {
    List<String> choices = new ArrayList<>(List.of(String.valueOf(likely)));
    rows.stream()
        .filter(row -> row.number() <= FileLimits.HEADER_ROWS && row.number() != likely)
        .forEach(row -> choices.add(String.valueOf(row.number())));
    if (likely != 0) {
      choices.add("0");
    }
    return new FileQuestion(
        QuestionKind.HEADER_ROW, "", choices, rows.stream().map(HeadRows::joined).toList());
  }

  private static String joined(FileRow row) {
    return String.join(" | ", row.cells().stream().map(FileCell::text).toList());
  }

  /** Three cells with Vietnamese letters, or three rows. */
  List<String> texts() {
    List<String> marked =
        samples.stream()
            .flatMap(row -> row.cells().stream())
            .map(FileCell::text)
            .filter(text -> text.chars().anyMatch(c -> c >= 0x80))
            .map(text -> HeaderNames.shown(text))
            .limit(FileQuestion.MAX_SAMPLES)
            .toList();
    return marked.isEmpty() ? samples.stream().map(HeadRows::joined).toList() : marked;
  }

  /** The result, with the questions so far. */
  LookResult look(List<String> sheets, List<FileQuestion> before) {
    if (unreadable != null) {
      return new LookResult.Refused(unreadable);
    }
    if (samples.isEmpty() && question == null) {
      return FileLooks.refused(UnreadableKind.NO_ROWS);
    }
    if (headers.isEmpty()) {
      return FileLooks.refused(
          layout.kind() == FileKind.NDJSON
              ? UnreadableKind.NO_JSON_LINES
              : UnreadableKind.NO_COLUMNS);
    }
    List<FileQuestion> questions = new ArrayList<>(before);
    if (question != null) {
      questions.add(question);
    }
    List<List<String>> texts =
        samples.stream()
            .limit(FileQuestion.MAX_SAMPLES)
            .map(row -> row.cells().stream().map(FileCell::text).toList())
            .toList();
    return new LookResult.Looked(new FileLook(layout, sheets, headers, texts, questions));
  }
}
