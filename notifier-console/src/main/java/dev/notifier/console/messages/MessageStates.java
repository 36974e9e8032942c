package dev.notifier.console.messages;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import java.util.Arrays;
import java.util.List;

/** The states and the reasons that a person can choose, and their colours. */
public final class MessageStates {
  private MessageStates() {}

  /** All states, in the order of the life of a message. */
  static List<String> all() {
    return Arrays.stream(NotificationState.values())
        .filter(state -> state != NotificationState.UNKNOWN)
        .map(NotificationState::name)
        .toList();
  }

  /** Those who can act on a failure. */
  static List<String> owners() {
    return Arrays.stream(FailureReason.Owner.values()).map(Enum::name).toList();
  }

  /** The reasons on which one of them can act. */
  static List<String> reasonsOf(String owner) {
    return Arrays.stream(FailureReason.values())
        .filter(reason -> reason != FailureReason.UNKNOWN && reason.owner().name().equals(owner))
        .map(FailureReason::name)
        .toList();
  }

  /** The colour of a state; empty for one that is neither good nor bad. */
  public static String tag(String state) {
    return switch (NotificationState.of(state)) {
      case DELIVERED -> "good";
      case UNCONFIRMED, SKIPPED -> "warn";
      case EXPIRED, UNDELIVERED, REJECTED -> "bad";
      default -> "";
    };
  }

  /** Why a message in a state has no text: the end of a key under {@code messages.no-text}. */
  public static String withoutText(String state) {
    return switch (NotificationState.of(state)) {
      case ACCEPTED, DEFERRED -> "not-yet";
      case SKIPPED, CANCELLED -> "not-sent";
      default -> "erased";
    };
  }
}
