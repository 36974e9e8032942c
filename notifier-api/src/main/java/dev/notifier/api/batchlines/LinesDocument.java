package dev.notifier.api.batchlines;

import dev.notifier.planning.PlanningDecision;
import dev.notifier.store.batches.RefusedLine;
import dev.notifier.store.batches.StoredLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some lines of a batch, as they would be sent now.
 *
 * @param lines in the order of the file
 * @param next the {@code from} of the next page; null on the last one
 */
record LinesDocument(List<Line> lines, @Nullable Integer next) {
  /**
   * A line.
   *
   * @param row of the file, as a spreadsheet shows it
   * @param phone in E.164 form; null if it is refused, or its number comes from the directory
   * @param text null if there is no message
   * @param segments 0 if there is no message
   * @param reason why there is no message although the line is not refused; null if there is one
   * @param faults why it is refused; none if it is not
   */
  record Line(
      int row,
      @Nullable String phone,
      @Nullable String text,
      int segments,
      @Nullable String encoding,
      @Nullable String route,
      @Nullable String reason,
      List<Fault> faults) {
    /** A line whose number is found when it is sent, or of which it is not known what becomes. */
    static Line unknown(StoredLine line, String reason, boolean clear) {
      return new Line(line.line(), phone(line, clear), null, 0, null, null, reason, List.of());
    }

    static Line of(StoredLine line, PlanningDecision decision, boolean clear) {
      PlanningDecision.Message message = decision.message();
      if (message == null) {
        return unknown(line, String.valueOf(decision.reason()), clear);
      }
      return new Line(
          line.line(),
          phone(line, clear),
          clear ? message.text() : Hidden.TEXT,
          message.segments().count(),
          message.segments().encoding().name(),
          message.route(),
          null,
          List.of());
    }

    static Line of(RefusedLine line, boolean clear) {
      return new Line(
          line.line(),
          null,
          null,
          0,
          null,
          null,
          null,
          line.faults().stream()
              .map(fault ->
                  new Fault(
                      fault.kind(), fault.column(), clear ? fault.name() : null, fault.detail()))
              .toList());
    }

    private static @Nullable String phone(StoredLine line, boolean clear) {
      return clear || line.phone() == null ? line.phone() : Hidden.TEXT;
    }

    /** Omits the values. */
    @Override
    public String toString() {
      return "Line[" + row + "]";
    }
  }

  /** What is wrong with a line; as in {@link FaultsDocument.Row}. */
  record Fault(String kind, @Nullable String column, @Nullable String name, String detail) {}
}
