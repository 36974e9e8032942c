package dev.notifier.api.intake;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the violations of one event, at most {@link IntakeLimits#MAX_VIOLATIONS_PER_EVENT}. Not
 * thread-safe.
 */
final class ViolationCollector {
  private final List<Violation> violations = new ArrayList<>(0);

  void add(EventAttribute attribute, ErrorCode code) {
    add(attribute.pointer(), code);
  }

  void add(EventAttribute attribute, ErrorCode code, String detail) {
    add(attribute.pointer(), code, detail);
  }

  void add(String pointer, ErrorCode code) {
    add(Violation.at(pointer, code));
  }

  void add(String pointer, ErrorCode code, String detail) {
    add(new Violation(pointer, code, detail));
  }

  void add(Violation violation) {
    if (violations.size() < IntakeLimits.MAX_VIOLATIONS_PER_EVENT) {
      violations.add(violation);
    }
  }

  boolean isEmpty() {
    return violations.isEmpty();
  }

  List<Violation> toList() {
    return List.copyOf(violations);
  }
}
