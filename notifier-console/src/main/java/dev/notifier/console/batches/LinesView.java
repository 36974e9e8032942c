package dev.notifier.console.batches;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lines of a batch as they would be sent, of {@code GET /v1/batches/{batchId}/lines}. */
record LinesView(List<Line> lines, @Nullable Integer next) {
  /**
   * A line.
   *
   * @param phone null if it is refused, or its number comes from the directory
   * @param text null if there is no message
   * @param reason why there is no message; null if it is refused, or there is one
   */
  record Line(
      long row,
      @Nullable String phone,
      @Nullable String text,
      int segments,
      @Nullable String encoding,
      @Nullable String route,
      @Nullable String reason,
      @Nullable List<FaultsView.Fault> faults) {
    List<FaultsView.Fault> wrong() {
      return Objects.requireNonNullElse(faults, List.of());
    }

    /** Omits the values. */
    @Override
    public String toString() {
      return "Line[" + row + "]";
    }
  }
}
