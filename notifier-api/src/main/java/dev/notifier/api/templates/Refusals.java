package dev.notifier.api.templates;

import dev.notifier.api.problem.Code;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.store.templates.LifeRefusal;

/** Why something cannot be done with a template, as callers see it. */
final class Refusals {
  private Refusals() {}

  static ProblemException of(LifeRefusal why) {
    return new ProblemException(code(why));
  }

  static Code code(LifeRefusal why) {
    return switch (why) {
      case UNKNOWN_TEMPLATE -> Code.UNKNOWN_TEMPLATE;
      case UNKNOWN_VERSION -> Code.UNKNOWN_TEMPLATE_VERSION;
      case NO_DRAFT -> Code.NO_DRAFT;
      case NOT_A_DRAFT -> Code.NOT_A_DRAFT;
      case NOT_SUBMITTED -> Code.NOT_SUBMITTED;
      case NOT_APPROVED -> Code.NOT_APPROVED;
      case ALREADY_APPROVED -> Code.ALREADY_APPROVED;
      case ALREADY_PUBLISHED -> Code.ALREADY_PUBLISHED;
      case WAS_PUBLISHED -> Code.WAS_PUBLISHED;
      case NEVER_PUBLISHED -> Code.NEVER_PUBLISHED;
      case NOT_SCHEDULED -> Code.NOT_SCHEDULED;
      case HAS_A_TIME -> Code.HAS_A_TIME;
      case SENT_BACK -> Code.SENT_BACK;
      case RETIRED -> Code.RETIRED;
      case SAME_PERSON -> Code.SAME_PERSON;
      case OTHER_EVENT_TYPE -> Code.OTHER_EVENT_TYPE;
      case OVERTAKEN -> Code.DRAFT_OVERTAKEN;
    };
  }
}
