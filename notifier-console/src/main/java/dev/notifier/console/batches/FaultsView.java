package dev.notifier.console.batches;

import dev.notifier.console.layout.Page;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why lines cannot be sent, of {@code GET /v1/batches/{batchId}/faults}. */
record FaultsView(List<Kind> faults) {
  /** A kind of fault with its first lines. */
  record Kind(String kind, long lines, @Nullable List<Fault> rows) {
    List<Fault> first() {
      return Objects.requireNonNullElse(rows, List.of());
    }
  }

  /**
   * A fault of a line.
   *
   * @param row null if the line itself says it
   * @param kind null if the list that it is in says it
   * @param column its letters; null for the whole line
   * @param name of the column; null for the whole line, or if the person may not see it
   * @param value null for the whole line, or if the cell is blank
   */
  record Fault(
      @Nullable Long row,
      @Nullable String kind,
      @Nullable String column,
      @Nullable String name,
      @Nullable String value) {
    /** The column in words; empty for the whole line. */
    String place(Page page) {
      if (column == null) {
        return "";
      }
      return name == null
          ? page.t("batches.line.column", column)
          : page.t("batches.line.named-column", column, name);
    }

    /** Omits the values. */
    @Override
    public String toString() {
      return "Fault[" + row + "]";
    }
  }
}
