package dev.notifier.console.person;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code POST /v1/people/erase} has erased, and what remains. */
record Erasure(List<Rows> erased, long waiting, List<Remaining> later, List<Remaining> kept) {
  /** How many rows of a table were erased. */
  record Rows(String data, long rows) {}

  /**
   * What remains in another place, and until when.
   *
   * @param code of its texts; {@code data} and {@code until} are in English
   * @param days how long after it was written it is deleted, if that is all
   */
  record Remaining(
      String place, String data, String until, @Nullable String code, @Nullable Long days) {}
}
