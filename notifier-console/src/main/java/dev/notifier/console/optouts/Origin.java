package dev.notifier.console.optouts;

import dev.notifier.console.web.Form;

/**
 * The look-up of the person from which somebody came, so that it can be repeated.
 *
 * @param purpose empty if no one was looked up before
 */
record Origin(String purpose, String personRef, String ticket) {
  static Origin of(Form form) {
    return new Origin(form.text("purpose"), form.text("personRef"), form.text("ticket"));
  }

  /** Whether there is a person to go back to. */
  boolean isKnown() {
    return !purpose.isEmpty();
  }

  /** Omits the person. */
  @Override
  public String toString() {
    return "Origin[" + purpose + "]";
  }
}
