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
      case TEMPLATE_NOT_FOUND -> ErrorCode.UNKNOWN_TEMPLATE;
      case TEMPLATE_VERSION_NOT_FOUND -> ErrorCode.UNKNOWN_TEMPLATE_VERSION;
      case DRAFT_NOT_FOUND -> ErrorCode.NO_DRAFT;
      case VERSION_IMMUTABLE -> ErrorCode.NOT_A_DRAFT;
      case NOT_SUBMITTED -> ErrorCode.NOT_SUBMITTED;
      case NOT_APPROVED -> ErrorCode.NOT_APPROVED;
      case ALREADY_APPROVED -> ErrorCode.ALREADY_APPROVED;
      case ALREADY_PUBLISHED -> ErrorCode.ALREADY_PUBLISHED;
      case PREVIOUSLY_PUBLISHED -> ErrorCode.WAS_PUBLISHED;
      case NOT_PUBLISHED_BEFORE -> ErrorCode.NEVER_PUBLISHED;
      case NOT_SCHEDULED -> ErrorCode.NOT_SCHEDULED;
      case ALREADY_SCHEDULED -> ErrorCode.HAS_A_TIME;
      case REJECTED -> ErrorCode.REJECTED;
      case RETIRED -> ErrorCode.RETIRED;
      case SELF_APPROVAL -> ErrorCode.SAME_PERSON;
      case EVENT_TYPE_DIFFERS -> ErrorCode.OTHER_EVENT_TYPE;
      case DRAFT_REVISION_MISMATCH -> ErrorCode.DRAFT_OVERTAKEN;
    };
  }
}
