package dev.notifier.console.person;

import java.util.List;

/** What {@code POST /v1/people/erase} has erased, and what remains. */
record Erasure(List<Rows> erased, long waiting, List<Remaining> later, List<Remaining> kept) {
  /** How many rows of a table were erased. */
  record Rows(String data, long rows) {}

  /** What remains in another place, and until when. */
  record Remaining(String place, String data, String until) {}
}
