package dev.notifier.console.batches;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the file of a batch was read.
 *
 * @param encoding null for a spreadsheet, as is the delimiter
 * @param header names of all columns
 * @param faults why lines are refused
 * @param repairs what was changed in values without a question
 * @param duplicates null if they were not counted, as repeated numbers
 */
record FileSummary(
    @Nullable String encoding,
    @Nullable String delimiter,
    @Nullable String sheet,
    int headerRow,
    @Nullable List<String> header,
    @Nullable List<Column> columns,
    @Nullable List<String> ignoredColumns,
    long hiddenRows,
    long blankRows,
    @Nullable List<LineCount> faults,
    @Nullable List<LineCount> repairs,
    @Nullable Long duplicates,
    @Nullable Repeated repeated) {
  /** A column that is a field. */
  record Column(String column, String field) {}

  /** How many lines have a kind of fault or repair. */
  record LineCount(String kind, long lines) {}

  /** Numbers in many lines. */
  record Repeated(long numbers, long lines) {}

  List<String> names() {
    return Objects.requireNonNullElse(header, List.of());
  }

  List<Column> fields() {
    return Objects.requireNonNullElse(columns, List.of());
  }

  List<String> ignored() {
    return Objects.requireNonNullElse(ignoredColumns, List.of());
  }

  List<LineCount> faultCounts() {
    return Objects.requireNonNullElse(faults, List.of());
  }

  List<LineCount> repairCounts() {
    return Objects.requireNonNullElse(repairs, List.of());
  }

  /** The name of the column of a field; empty if it has none. */
  String columnOf(String field) {
    return fields().stream()
        .filter(column -> column.field().equals(field))
        .map(Column::column)
        .findFirst()
        .orElse("");
  }
}
