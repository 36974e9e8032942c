package dev.notifier.local.chaos.verdict;

import java.util.ArrayList;
import java.util.List;

/** Counts the events for which something was found, with the first ones. Not thread-safe. */
final class VerdictItem {
  private static final int EXAMPLES = 5;

  private final List<String> examples = new ArrayList<>();
  private long count;

  /**
   * Adds an event.
   *
   * @param example the id of the event and what is wrong with it; no phone number and no text
   */
  void add(String example) {
    count++;
    if (examples.size() < EXAMPLES) {
      examples.add(example);
    }
  }

  long count() {
    return count;
  }

  List<String> examples() {
    return List.copyOf(examples);
  }
}
