package dev.notifier.store.inbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a conversation. */
public enum ConversationState {
  /** A message waits, and no one has taken the conversation. */
  OPEN,
  /** A message waits for the one who has taken the conversation. */
  ASSIGNED,
  /** Every message has an answer. */
  ANSWERED,
  /** The hotline has it. */
  HANDED_OVER,
  /** Nothing is to be done. */
  CLOSED;

  /** Such as {@code handed-over}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a message waits for an answer. */
  public boolean isWaiting() {
    return this == OPEN || this == ASSIGNED;
  }

  /** The state with this id. */
  public static Optional<ConversationState> of(String id) {
    return Arrays.stream(values()).filter(state -> state.id().equals(id)).findFirst();
  }
}
