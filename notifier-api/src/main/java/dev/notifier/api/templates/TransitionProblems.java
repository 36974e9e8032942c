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
      case UNKNOWN_TEMPLATE -> ErrorCode.TEMPLATE_NOT_FOUND;
      case UNKNOWN_VERSION -> ErrorCode.TEMPLATE_VERSION_NOT_FOUND;
      case NO_DRAFT -> ErrorCode.DRAFT_NOT_FOUND;
      case NOT_A_DRAFT -> ErrorCode.VERSION_IMMUTABLE;
      case NOT_SUBMITTED -> ErrorCode.NOT_SUBMITTED;
      case NOT_APPROVED -> ErrorCode.NOT_APPROVED;
      case ALREADY_APPROVED -> ErrorCode.ALREADY_APPROVED;
      case ALREADY_PUBLISHED -> ErrorCode.ALREADY_PUBLISHED;
      case WAS_PUBLISHED -> ErrorCode.PREVIOUSLY_PUBLISHED;
      case NEVER_PUBLISHED -> ErrorCode.NOT_PUBLISHED_BEFORE;
      case NOT_SCHEDULED -> ErrorCode.NOT_SCHEDULED;
      case HAS_A_TIME -> ErrorCode.ALREADY_SCHEDULED;
      case SENT_BACK -> ErrorCode.SENT_BACK;
      case RETIRED -> ErrorCode.RETIRED;
      case SAME_PERSON -> ErrorCode.SELF_APPROVAL;
      case OTHER_EVENT_TYPE -> ErrorCode.EVENT_TYPE_DIFFERS;
      case OVERTAKEN -> ErrorCode.DRAFT_REVISION_MISMATCH;
    };
  }
}
