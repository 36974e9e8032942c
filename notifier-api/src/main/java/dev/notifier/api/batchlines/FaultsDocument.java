package dev.notifier.api.batchlines;

import dev.notifier.store.batches.FaultRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Why lines of a batch cannot be sent.
 *
 * @param faults by kind, the most frequent first
 */
record FaultsDocument(List<Kind> faults) {
  private static final int ROWS_OF_KIND = 5;

  /**
   * A kind of fault.
   *
   * @param lines how many have it
   * @param rows the first of them
   */
  record Kind(String kind, int lines, List<Row> rows) {}

  /**
   * One line.
   *
   * @param row as a spreadsheet shows it
   * @param column its letters; null for the whole line
   * @param name the header of the column; null for the whole line, and if the caller may not see it
   * @param value its beginning; null if the cell is blank, and for the whole line
   * @param detail what to do
   */
  record Row(
      int row,
      @Nullable String column,
      @Nullable String name,
      @Nullable String value,
      String detail) {
    /** Omits the values. */
    @Override
    public String toString() {
      return "Row[" + row + "]";
    }
  }

  /**
   * @param counts of the summary of the batch
   * @param clear whether the caller may see values of the file
   */
  static FaultsDocument of(JsonNode counts, List<FaultRow> rows, boolean clear) {
    Map<String, List<FaultRow>> byKind =
        rows.stream().collect(Collectors.groupingBy(FaultRow::kind));
    List<Kind> kinds = new ArrayList<>();
    for (JsonNode count : counts) {
      String kind = count.path("kind").asString("");
      kinds.add(
          new Kind(
              kind,
              count.path("lines").asInt(0),
              byKind.getOrDefault(kind, List.of()).stream()
                  .limit(ROWS_OF_KIND)
                  .map(row -> row(row, clear))
                  .toList()));
    }
    return new FaultsDocument(kinds);
  }

  private static Row row(FaultRow row, boolean clear) {
    String value = row.value();
    return new Row(
        row.line(),
        row.column(),
        clear ? row.name() : null,
        clear || value == null ? value : Hidden.TEXT,
        row.detail());
  }
}
