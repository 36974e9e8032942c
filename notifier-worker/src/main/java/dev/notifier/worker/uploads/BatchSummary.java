package dev.notifier.worker.uploads;

import dev.notifier.batchfiles.line.ColumnMapping;
import dev.notifier.batchfiles.look.FileLook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the file of a batch was read, as callers see it. No values of the file but the names of its
 * columns.
 *
 * @param header the names of all columns in their order; blank where one has none
 * @param columns that have a field
 * @param ignoredColumns that have none
 * @param faults lines that cannot be sent, by kind
 * @param repairs lines in which a value was changed, by kind
 * @param duplicates lines whose number is in an earlier line as well; null if that is not known
 *     because there are too many lines
 * @param repeated numbers that occur very often; null as above
 */
record BatchSummary(
    @Nullable String encoding,
    @Nullable String delimiter,
    @Nullable String sheet,
    int headerRow,
    List<String> header,
    List<Column> columns,
    List<String> ignoredColumns,
    long hiddenRows,
    long blankRows,
    List<Count> faults,
    List<Count> repairs,
    @Nullable Long duplicates,
    @Nullable Repeated repeated) {
  /** A column and its field. */
  record Column(String column, String field) {}

  /** How many lines there are of a kind. */
  record Count(String kind, int lines) {}

  /**
   * Numbers that occur in more than five lines.
   *
   * @param numbers how many
   * @param lines how many lines have one of them
   */
  record Repeated(int numbers, long lines) {}

  static BatchSummary of(
      OpenFile file, ParsePosition end, @Nullable Long duplicates, @Nullable Repeated repeated) {
    FileLook look = file.look();
    ColumnMapping mapping = file.mapping();
    boolean isText =
        switch (look.layout().kind()) {
          case CSV, TSV -> true;
          case NDJSON, XLSX -> false;
        };
    String sheet = look.layout().sheet();
    return new BatchSummary(
        sheet.isEmpty() ? look.layout().encoding().code() : null,
        isText ? String.valueOf(look.layout().delimiter()) : null,
        sheet.isEmpty() ? null : sheet,
        look.layout().headerRow(),
        header(look, mapping.lastColumn()),
        mapping.fields().stream()
            .map(field -> new Column(field.header(), field.spec().name()))
            .toList(),
        mapping.ignored(),
        end.hidden(),
        end.blank(),
        counts(end.faults()),
        counts(end.repairs()),
        duplicates,
        repeated);
  }

  private static List<String> header(FileLook look, int lastColumn) {
    List<String> names = new ArrayList<>(Collections.nCopies(lastColumn + 1, ""));
    look.headers().forEach(header -> names.set(header.column(), header.name()));
    return names;
  }

  /** The most frequent first. */
  private static List<Count> counts(Map<String, Integer> byKind) {
    return byKind.entrySet().stream()
        .map(each -> new Count(each.getKey(), each.getValue()))
        .sorted(Comparator.comparingInt(Count::lines).reversed().thenComparing(Count::kind))
        .toList();
  }
}
