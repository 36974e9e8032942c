package dev.notifier.store.templates;

import static dev.notifier.store.templates.TemplateAction.APPROVE;
import static dev.notifier.store.templates.TemplateAction.DISCARD;
import static dev.notifier.store.templates.TemplateAction.PUBLISH;
import static dev.notifier.store.templates.TemplateAction.REJECT;
import static dev.notifier.store.templates.TemplateAction.RETIRE;
import static dev.notifier.store.templates.TemplateAction.ROLL_BACK;
import static dev.notifier.store.templates.TemplateAction.SAVE;
import static dev.notifier.store.templates.TemplateAction.SCHEDULE;
import static dev.notifier.store.templates.TemplateAction.SUBMIT;
import static dev.notifier.store.templates.TemplateAction.UNSCHEDULE;
import static dev.notifier.store.templates.TemplateState.APPROVED;
import static dev.notifier.store.templates.TemplateState.DISCARDED;
import static dev.notifier.store.templates.TemplateState.DRAFT;
import static dev.notifier.store.templates.TemplateState.IN_REVIEW;
import static dev.notifier.store.templates.TemplateState.PUBLISHED;
import static dev.notifier.store.templates.TemplateState.REPLACED;
import static dev.notifier.store.templates.TemplateState.RETIRED;
import static dev.notifier.store.templates.TemplateState.SCHEDULED;

import java.util.Map;

/** The lifecycle of a template version as a table: which action is allowed in which state. */
final class TemplateLifecycle {
  private static final Map<TemplateState, Map<TemplateAction, TemplateState>> TABLE =
      Map.of(
          DRAFT, Map.of(SAVE, DRAFT, DISCARD, DISCARDED, SUBMIT, IN_REVIEW),
          IN_REVIEW, Map.of(APPROVE, APPROVED, REJECT, TemplateState.REJECTED),
          APPROVED,
              Map.of(
                  REJECT, TemplateState.REJECTED,
                  PUBLISH, PUBLISHED,
                  SCHEDULE, SCHEDULED,
                  RETIRE, RETIRED),
          SCHEDULED,
              Map.of(
                  PUBLISH, PUBLISHED,
                  SCHEDULE, SCHEDULED,
                  UNSCHEDULE, APPROVED,
                  RETIRE, RETIRED),
          PUBLISHED, Map.of(RETIRE, RETIRED),
          REPLACED,
              Map.of(
                  PUBLISH, PUBLISHED,
                  SCHEDULE, SCHEDULED,
                  ROLL_BACK, PUBLISHED,
                  RETIRE, RETIRED));

  private TemplateLifecycle() {}

  /** The result of an action in a state. */
  sealed interface Transition {
    /** The action is allowed and leads to this state. */
    record Allowed(TemplateState state) implements Transition {}

    /** The action is not allowed. */
    record Denied(TransitionError error) implements Transition {}
  }

  /** Returns the result of an action in a state. */
  static Transition transition(TemplateState state, TemplateAction action) {
    TemplateState next = TABLE.getOrDefault(state, Map.of()).get(action);
    return next == null
        ? new Transition.Denied(error(state, action))
        : new Transition.Allowed(next);
  }

  private static TransitionError error(TemplateState state, TemplateAction action) {
    return switch (state) {
      case DRAFT -> TransitionError.NOT_SUBMITTED;
      case DISCARDED -> TransitionError.DRAFT_NOT_FOUND;
      case REJECTED -> TransitionError.REJECTED;
      case RETIRED -> TransitionError.RETIRED;
      case IN_REVIEW, APPROVED, SCHEDULED, PUBLISHED, REPLACED -> errorOfVersion(state, action);
    };
  }

  private static TransitionError errorOfVersion(TemplateState state, TemplateAction action) {
    return switch (action) {
      case SAVE, DISCARD, SUBMIT -> TransitionError.VERSION_IMMUTABLE;
      case APPROVE -> TransitionError.ALREADY_APPROVED;
      case REJECT ->
          state == SCHEDULED
              ? TransitionError.ALREADY_SCHEDULED
              : TransitionError.PREVIOUSLY_PUBLISHED;
      case PUBLISH, SCHEDULE, RETIRE ->
          state == PUBLISHED ? TransitionError.ALREADY_PUBLISHED : TransitionError.NOT_APPROVED;
      case UNSCHEDULE ->
          state == IN_REVIEW ? TransitionError.NOT_APPROVED : TransitionError.NOT_SCHEDULED;
      case ROLL_BACK ->
          switch (state) {
            case PUBLISHED -> TransitionError.ALREADY_PUBLISHED;
            case IN_REVIEW -> TransitionError.NOT_APPROVED;
            default -> TransitionError.NOT_PUBLISHED_BEFORE;
          };
    };
  }
}
