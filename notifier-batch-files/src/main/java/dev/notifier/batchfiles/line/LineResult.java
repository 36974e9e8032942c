package dev.notifier.batchfiles.line;

import java.util.List;

/** What became of a row. */
public sealed interface LineResult permits FileLine, LineResult.Refused, LineResult.Blank {
  /** The number of the row, as a spreadsheet shows it. */
  long number();

  /** A line with faults: all of them, in the order of the columns. */
  record Refused(long number, List<LineFault> faults) implements LineResult {
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  /** A row whose cells are blank in all columns that are fields. */
  record Blank(long number) implements LineResult {}
}
