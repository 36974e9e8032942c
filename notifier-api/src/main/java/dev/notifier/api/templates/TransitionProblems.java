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

  static ErrorCode code(TransitionError why) {
    return switch (why) {
      case UNKNOWN_TEMPLATE -> ErrorCode.UNKNOWN_TEMPLATE;
      case UNKNOWN_VERSION -> ErrorCode.UNKNOWN_TEMPLATE_VERSION;
      case NO_DRAFT -> ErrorCode.NO_DRAFT;
      case NOT_A_DRAFT -> ErrorCode.NOT_A_DRAFT;
      case NOT_SUBMITTED -> ErrorCode.NOT_SUBMITTED;
      case NOT_APPROVED -> ErrorCode.NOT_APPROVED;
      case ALREADY_APPROVED -> ErrorCode.ALREADY_APPROVED;
      case ALREADY_PUBLISHED -> ErrorCode.ALREADY_PUBLISHED;
      case WAS_PUBLISHED -> ErrorCode.WAS_PUBLISHED;
      case NEVER_PUBLISHED -> ErrorCode.NEVER_PUBLISHED;
      case NOT_SCHEDULED -> ErrorCode.NOT_SCHEDULED;
      case HAS_A_TIME -> ErrorCode.HAS_A_TIME;
      case SENT_BACK -> ErrorCode.SENT_BACK;
      case RETIRED -> ErrorCode.RETIRED;
      case SAME_PERSON -> ErrorCode.SAME_PERSON;
      case OTHER_EVENT_TYPE -> ErrorCode.OTHER_EVENT_TYPE;
      case OVERTAKEN -> ErrorCode.DRAFT_OVERTAKEN;
    };
  }
}
