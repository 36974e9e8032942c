package dev.notifier.api.templates;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.store.templates.TransitionError;

/** Why something cannot be done with a template, as callers see it. */
final class TransitionProblems {
  private TransitionProblems() {}

  static ProblemException of(TransitionError why) {
    return new ProblemException(code(why));
  }

  /** Both enums have the same names. */
  static ErrorCode code(TransitionError error) {
    return ErrorCode.valueOf(error.name());
  }
}
