package dev.notifier.api.people;

import dev.notifier.api.security.Caller;
import dev.notifier.contracts.access.Scope;

/** What a caller sees in clear of a person whose number or reference the caller has sent. */
enum ClearData {
  NOTHING,
  /** A user who answers questions needs the texts to do so, and has heard the number. */
  TEXTS,
  ALL;

  static ClearData of(Caller caller) {
    if (caller.has(Scope.PERSONAL_DATA_READ)) {
      return ALL;
    }
    return caller.isSupport() ? TEXTS : NOTHING;
  }

  boolean hasTexts() {
    return this != NOTHING;
  }

  boolean hasNumbers() {
    return this == ALL;
  }
}
