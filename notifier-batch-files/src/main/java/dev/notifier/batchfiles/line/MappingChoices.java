package dev.notifier.batchfiles.line;

import java.util.Map;

/**
 * What a caller sets about columns.
 *
 * @param columns the name of the column of a field, by the name of the field; an empty name says
 *     that the field has no column
 * @param takeFirstNumber whether the first number is taken from a cell with several phone numbers
 */
public record MappingChoices(Map<String, String> columns, boolean takeFirstNumber) {
  /** Everything is found by the names of the columns. */
  public static final MappingChoices NONE = new MappingChoices(Map.of(), false);

  public MappingChoices {
    columns = Map.copyOf(columns);
  }
}
