package dev.notifier.api.cloudevents;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the violations of one event, at most {@link EventLimits#MAX_VIOLATIONS_PER_EVENT}. Not
 * thread-safe.
 */
final class ViolationCollector {
  /** Names of an event may have 20,000 characters each, and ten violations the same prefix. */
  private static final int MAX_POINTER_CHARACTERS = 500;

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
    if (violations.size() < EventLimits.MAX_VIOLATIONS_PER_EVENT) {
      violations.add(
          violation.pointer().length() <= MAX_POINTER_CHARACTERS
              ? violation
              : new Violation(
                  shortened(violation.pointer()), violation.code(), violation.detail()));
    }
  }

  /** The position of the nearest surrounding value whose pointer is short. */
  private static String shortened(String pointer) {
    return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/', MAX_POINTER_CHARACTERS)));
  }

  boolean isEmpty() {
    return violations.isEmpty();
  }

  List<Violation> toList() {
    return List.copyOf(violations);
  }
}
