package dev.notifier.smsc.behaviour;

/**
 * The state of a message in its receipt: the word in the text and the message_state of SMPP 3.4,
 * 5.2.28.
 */
public enum ReceiptState {
  DELIVRD('D', 2, "000"),
  EXPIRED('E', 3, "027"),
  UNDELIV('U', 5, "001"),
  REJECTD('R', 8, "008"),
  /** No receipt is sent. */
  NEVER('N', 0, "000"),
  ENROUTE('O', 1, "000"),
  DELETED('X', 4, "000"),
  ACCEPTD('A', 6, "000"),
  UNKNOWN('K', 7, "000");

  private final char code;
  private final int messageState;
  private final String defaultError;

  ReceiptState(char code, int messageState, String defaultError) {
    this.code = code;
    this.messageState = messageState;
    this.defaultError = defaultError;
  }

  /** Returns the letter of the state in the record on disk. */
  public char code() {
    return code;
  }

  public int messageState() {
    return messageState;
  }

  /** Returns the three characters after {@code err:} unless the fault sets them. */
  public String defaultError() {
    return defaultError;
  }

  /** Returns whether registered_delivery (its two low bits) requests a receipt of this state. */
  public boolean isRequestedBy(int registeredDelivery) {
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
