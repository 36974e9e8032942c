package dev.notifier.api.inbox;

import java.util.Arrays;
import java.util.Locale;

/** What a message really was, according to an agent. */
enum CorrectionKind {
  /** The person wants no general messages and no advertising any more. */
  OPT_OUT,
  /** The messages are for someone else. */
  WRONG_PERSON,
  /** It is nothing for the agency; the conversation is closed. */
  NOT_FOR_US;

  /** Such as {@code opt-out}. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind with this id, which the schema of the body has checked. */
  static CorrectionKind of(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst().orElseThrow();
  }
}
