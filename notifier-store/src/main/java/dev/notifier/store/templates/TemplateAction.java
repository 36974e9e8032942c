package dev.notifier.store.templates;

import java.util.Locale;

/** An action on a draft or a version. The ids of the actions are stored in the audit. */
public enum TemplateAction {
  SAVE,
  DISCARD,
  SUBMIT,
  APPROVE,
  REJECT,
  PUBLISH,
  /** Publishes at a given time. */
  SCHEDULE,
  /** Cancels a scheduled publication. */
  UNSCHEDULE,
  /** Publishes a replaced version again. */
  ROLL_BACK,
  RETIRE;

  /** Whether the version is, or comes nearer to being, used for messages afterwards. */
  public boolean isForUse() {
    return switch (this) {
      case APPROVE, PUBLISH, SCHEDULE, ROLL_BACK -> true;
      case SAVE, DISCARD, SUBMIT, REJECT, UNSCHEDULE, RETIRE -> false;
    };
  }

  /** Returns the id, such as {@code roll-back}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
