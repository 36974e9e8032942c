package dev.notifier.api.intake;

import dev.notifier.api.problem.Code;
import dev.notifier.api.problem.Finding;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with one event, the first few things. Not thread-safe. */
final class Findings {
  private final List<Finding> found = new ArrayList<>(0);

  void add(String pointer, Code code) {
    add(Finding.at(pointer, code));
  }

  void add(String pointer, Code code, String detail) {
    add(new Finding(pointer, code, detail));
  }

  void add(Finding finding) {
    if (found.size() < Limits.MAX_FINDINGS_PER_EVENT) {
      found.add(finding);
    }
  }

  boolean none() {
    return found.isEmpty();
  }

  List<Finding> list() {
    return List.copyOf(found);
  }
}
