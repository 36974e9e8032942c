package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.RepairKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line whose cells are all right.
 *
 * @param number the row, as a spreadsheet shows it
 * @param values by the name of the field; see {@link FieldType} for their classes. Blank fields are
 *     missing. Personal data
 * @param repairs what was changed
 */
public record FileLine(long number, Map<String, Object> values, List<Repair> repairs)
    implements LineResult {
  public FileLine {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    repairs = List.copyOf(repairs);
  }

  /**
   * A change of a value.
   *
   * @param column from 0
   */
  public record Repair(int column, String field, RepairKind kind) {}

  /** Without the values. */
  @Override
  public String toString() {
    return "FileLine[" + number + ", " + values.keySet() + ", " + repairs + "]";
  }
}
