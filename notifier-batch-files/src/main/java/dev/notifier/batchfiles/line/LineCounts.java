package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.RepairKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts lines, and their faults and repairs by kind and column. Bounded by the kinds and the
 * columns. Not thread-safe.
 */
public final class LineCounts {
  private final Map<FaultCount, Long> faults = new HashMap<>();
  private final Map<RepairCount, Long> repairs = new HashMap<>();
  private long valid;
  private long refused;
  private long blank;

  /**
   * A kind of fault in a column, with the number of its lines.
   *
   * @param column from 0; -1 for the whole line
   */
  public record FaultCount(FaultKind kind, int column, String header, long lines) {}

  /** A kind of repair of a field, with the number of its lines. */
  public record RepairCount(RepairKind kind, int column, String field, long lines) {}

  /** Counts a line. */
  public void add(LineResult line) {
    switch (line) {
      case FileLine right -> {
        valid++;
        right
            .repairs()
            .forEach(each ->
                repairs.merge(
                    new RepairCount(each.kind(), each.column(), each.field(), 0), 1L, Long::sum));
      }
      case LineResult.Refused wrong -> {
        refused++;
        wrong
            .faults()
            .forEach(each ->
                faults.merge(
                    new FaultCount(each.kind(), each.column(), each.header(), 0), 1L, Long::sum));
      }
      case LineResult.Blank none -> blank++;
    }
  }

  public long valid() {
    return valid;
  }

  public long refused() {
    return refused;
  }

  /** Rows that are blank in all columns of fields. */
  public long blank() {
    return blank;
  }

  /** The faults, the most frequent first. */
  public List<FaultCount> faults() {
    return faults.entrySet().stream()
        .map(each -> {
          FaultCount key = each.getKey();
          return new FaultCount(key.kind(), key.column(), key.header(), each.getValue());
        })
        .sorted(
            Comparator.comparingLong(FaultCount::lines)
                .reversed()
                .thenComparingInt(FaultCount::column)
                .thenComparing(FaultCount::kind))
        .toList();
  }

  /** The repairs, the most frequent first. */
  public List<RepairCount> repairs() {
    return repairs.entrySet().stream()
        .map(each -> {
          RepairCount key = each.getKey();
          return new RepairCount(key.kind(), key.column(), key.field(), each.getValue());
        })
        .sorted(
            Comparator.comparingLong(RepairCount::lines)
                .reversed()
                .thenComparingInt(RepairCount::column)
                .thenComparing(RepairCount::kind))
        .toList();
  }
}
