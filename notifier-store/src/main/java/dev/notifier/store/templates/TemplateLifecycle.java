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

/** The life of a wording as one table: what can be done with it where it stands. */
public final class TemplateLifecycle {
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

  /** Where something leads. */
  public sealed interface Transition {
    /** It can be done, and then it stands here. */
    record Allowed(TemplateState state) implements Transition {}

    /** It cannot be done. */
    record Denied(TransitionError error) implements Transition {}
  }

  /** What comes of doing this with a wording that stands here. */
  public static Transition next(TemplateState state, TemplateAction action) {
    TemplateState next = TABLE.getOrDefault(state, Map.of()).get(action);
    return next == null ? new Transition.Denied(refusal(state, action)) : new Transition.Allowed(next);
  }

  private static TransitionError refusal(TemplateState state, TemplateAction action) {
    return switch (state) {
      case DRAFT -> TransitionError.NOT_SUBMITTED;
      case DISCARDED -> TransitionError.DRAFT_NOT_FOUND;
      case REJECTED -> TransitionError.REJECTED;
      case RETIRED -> TransitionError.RETIRED;
      case IN_REVIEW, APPROVED, SCHEDULED, PUBLISHED, REPLACED -> standing(state, action);
    };
  }

  private static TransitionError standing(TemplateState state, TemplateAction action) {
    return switch (action) {
      case SAVE, DISCARD, SUBMIT -> TransitionError.VERSION_IMMUTABLE;
      case APPROVE -> TransitionError.ALREADY_APPROVED;
      case REJECT ->
          state == SCHEDULED ? TransitionError.ALREADY_SCHEDULED : TransitionError.PREVIOUSLY_PUBLISHED;
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
