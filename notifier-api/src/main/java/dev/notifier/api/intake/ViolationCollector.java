package dev.notifier.api.intake;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with one event, the first few things. Not thread-safe. */
final class ViolationCollector {
  private final List<Violation> found = new ArrayList<>(0);

  void add(String pointer, ErrorCode code) {
    add(Violation.at(pointer, code));
  }

  void add(String pointer, ErrorCode code, String detail) {
    add(new Violation(pointer, code, detail));
  }

  void add(Violation finding) {
    if (found.size() < IntakeLimits.MAX_FINDINGS_PER_EVENT) {
      found.add(finding);
    }
  }

  boolean none() {
    return found.isEmpty();
  }

  List<Violation> list() {
    return List.copyOf(found);
  }
}
