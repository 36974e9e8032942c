package dev.notifier.store.inbox;

import java.util.Arrays;
import java.util.Locale;

/** What was done in a conversation. */
public enum EntryKind {
  /** Somebody has taken it, was given it, or has put it back. */
  ASSIGNED,
  /** The person was answered. */
  ANSWERED,
  /** A note for colleagues. */
  NOTED,
  /** It was given to the hotline. */
  HANDED_OVER,
  /** The hotline has not accepted it for days. */
  NOT_HANDED_OVER,
  /** An answer has failed or expired after it was accepted. */
  NOT_ARRIVED,
  /** It was closed with a reason. */
  CLOSED,
  /** It waits again. */
  REOPENED,
  /** The decision about a message was corrected. */
  CORRECTED;

  /** Such as {@code handed-over}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static EntryKind of(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst().orElseThrow();
  }
}
