package dev.notifier.local.chaos;

import java.util.ArrayList;
import java.util.List;

/** How often something was found, and the first events it was found at. For one thread. */
final class VerdictItem {
  private static final int EXAMPLES = 5;

  private final List<String> examples = new ArrayList<>();
  private long count;

  /**
   * One more.
   *
   * @param example an event's id and what is wrong with it: no number, no text
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
