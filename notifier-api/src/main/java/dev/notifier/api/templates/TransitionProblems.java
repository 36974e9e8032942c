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
      case TEMPLATE_NOT_FOUND -> ErrorCode.TEMPLATE_NOT_FOUND;
      case TEMPLATE_VERSION_NOT_FOUND -> ErrorCode.TEMPLATE_VERSION_NOT_FOUND;
      case DRAFT_NOT_FOUND -> ErrorCode.DRAFT_NOT_FOUND;
      case VERSION_IMMUTABLE -> ErrorCode.VERSION_IMMUTABLE;
      case NOT_SUBMITTED -> ErrorCode.NOT_SUBMITTED;
      case NOT_APPROVED -> ErrorCode.NOT_APPROVED;
      case ALREADY_APPROVED -> ErrorCode.ALREADY_APPROVED;
      case ALREADY_PUBLISHED -> ErrorCode.ALREADY_PUBLISHED;
      case PREVIOUSLY_PUBLISHED -> ErrorCode.PREVIOUSLY_PUBLISHED;
      case NOT_PUBLISHED_BEFORE -> ErrorCode.NOT_PUBLISHED_BEFORE;
      case NOT_SCHEDULED -> ErrorCode.NOT_SCHEDULED;
      case ALREADY_SCHEDULED -> ErrorCode.ALREADY_SCHEDULED;
      case REJECTED -> ErrorCode.REJECTED;
      case RETIRED -> ErrorCode.RETIRED;
      case SELF_APPROVAL -> ErrorCode.SELF_APPROVAL;
      case EVENT_TYPE_DIFFERS -> ErrorCode.EVENT_TYPE_DIFFERS;
      case DRAFT_REVISION_MISMATCH -> ErrorCode.DRAFT_REVISION_MISMATCH;
    };
  }
}
