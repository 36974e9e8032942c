package dev.notifier.store.batches;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a batch that cannot be sent.
 *
 * @param line the row of the file, from 1
 * @param values as they are in the file, in the order of its columns; null where it has none
 * @param faults what is wrong with it
 */
public record RefusedLine(int line, List<@Nullable String> values, List<Fault> faults) {
  /**
   * What is wrong with a value.
   *
   * @param kind such as {@code phone-invalid}
   * @param column the letter of its column, as a spreadsheet shows it; null for the whole line
   * @param name the header of its column; null for the whole line
   * @param detail what to do, without the value
   */
  public record Fault(String kind, @Nullable String column, @Nullable String name, String detail) {}

  /** Omits the values. */
  @Override
  public String toString() {
    return "RefusedLine[" + line + "]";
  }
}
