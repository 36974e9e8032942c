package dev.notifier.store.batches;

import org.jspecify.annotations.Nullable;

/**
 * One of the first lines that a kind of fault has refused.
 *
 * @param line the row of the file, from 1
 * @param kind of the fault, such as {@code not-mobile}
 * @param column the letter of its column, as a spreadsheet shows it; null for the whole line
 * @param name the header of its column; null for the whole line
 * @param value its beginning, as it is in the file; null if it has none
 * @param detail what to do, without the value
 */
public record FaultRow(
    int line,
    String kind,
    @Nullable String column,
    @Nullable String name,
    @Nullable String value,
    String detail) {
  /** Omits the values. */
  @Override
  public String toString() {
    return "FaultRow[" + line + ", " + kind + "]";
  }
}
