package dev.notifier.smsc.behaviour;

/**
 * How a message ends, or how far it is, as its receipt tells it: the word in the text and the
 * message_state of SMPP 3.4, 5.2.28.
 */
public enum ReceiptState {
  DELIVRD('D', 2, "000"),
  EXPIRED('E', 3, "027"),
  UNDELIV('U', 5, "001"),
  REJECTD('R', 8, "008"),
  /** No receipt is ever sent. */
  NEVER('N', 0, "000"),
  ENROUTE('O', 1, "000"),
  DELETED('X', 4, "000"),
  ACCEPTD('A', 6, "000"),
  UNKNOWN('K', 7, "000");

  private final char code;
  private final int messageState;
  private final String usualError;

  ReceiptState(char code, int messageState, String usualError) {
    this.code = code;
    this.messageState = messageState;
    this.usualError = usualError;
  }

  /** The letter that stands for it in the record on disk. */
  public char code() {
    return code;
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
