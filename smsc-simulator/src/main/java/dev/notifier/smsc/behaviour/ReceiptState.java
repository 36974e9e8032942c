package dev.notifier.smsc.behaviour;

/**
 * How a message ends, as its receipt tells it: the word in the text and the message_state of SMPP
 * 3.4, 5.2.28.
 */
public enum ReceiptState {
  DELIVRD(2, "000"),
  EXPIRED(3, "027"),
  UNDELIV(5, "001"),
  REJECTD(8, "008"),
  /** No receipt is ever sent. */
  NEVER(0, "000");

  private final int messageState;
  private final String usualError;

  ReceiptState(int messageState, String usualError) {
    this.messageState = messageState;
    this.usualError = usualError;
  }

  public int messageState() {
    return messageState;
  }

  /** The three characters after {@code err:} when the rule names none. */
  public String usualError() {
    return usualError;
  }

  /** Whether registered_delivery (its two low bits) asks for a receipt of this state. */
  public boolean isAskedBy(int registeredDelivery) {
    if (this == NEVER) {
      return false;
    }
    return switch (registeredDelivery & 3) {
      case 1 -> true;
      case 2 -> this != DELIVRD;
      case 3 -> this == DELIVRD;
      default -> false;
    };
  }
}
