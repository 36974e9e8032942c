package dev.notifier.store.templates;

import java.util.Locale;

/** What can be done with a wording. The audit holds the ids. */
public enum TemplateAction {
  SAVE,
  DISCARD,
  SUBMIT,
  APPROVE,
  REJECT,
  PUBLISH,
  /** Publish at a time. */
  SCHEDULE,
  /** Take the time back. */
  UNSCHEDULE,
  /** Publish what was in force before. */
  ROLL_BACK,
  RETIRE;

  /** Such as {@code reject}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
