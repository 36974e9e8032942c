package dev.notifier.worker.receipt;

import dev.notifier.store.tracking.ReceiptOutcome;
import org.jspecify.annotations.Nullable;

/** The words and numbers by which carriers name the state of a message. */
final class ReceiptStates {
  private static final int UNKNOWN = 7;

  /** No listed word is as long. */
  private static final int MAX_LETTERS = 16;

  private ReceiptStates() {}

  /** The state of {@code stat:}; other characters than letters and underscores are passed over. */
  static ReceiptOutcome ofWord(String raw) {
    return ofLetters(letters(raw));
  }

  /** Whether {@code stat:} has a word of the specification or a synonym. */
  static boolean isKnownWord(String raw) {
    String letters = letters(raw);
    return letters.equals("UNKNOWN") || ofLetters(letters) != ReceiptOutcome.UNKNOWN;
  }

  private static String letters(String raw) {
    StringBuilder letters = new StringBuilder(MAX_LETTERS);
    for (int i = 0; i < raw.length() && letters.length() < MAX_LETTERS; i++) {
      char c = raw.charAt(i);
      char upper = c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
      if (upper == '_' || (upper >= 'A' && upper <= 'Z')) {
        letters.append(upper);
      }
    }
    return letters.toString();
  }

  private static ReceiptOutcome ofLetters(String word) {
    return switch (word) {
      case "DELIVRD", "DELIVERED", "DELIVERD", "DELIVER" -> ReceiptOutcome.DELIVERED;
      case "ENROUTE",
          "ACCEPTD",
          "ACCEPTED",
          "ACKED",
          "BUFFRED",
          "BUFFERD",
          "BUFFERED",
          "SCHEDULED" ->
          ReceiptOutcome.IN_PROGRESS;
      case "EXPIRED" -> ReceiptOutcome.EXPIRED;
      case "DELETED" -> ReceiptOutcome.DELETED;
      case "UNDELIV", "UNDELIVRD", "UNDELIVERED", "UNDELIVERABLE", "FAILED", "SKIPPED" ->
          ReceiptOutcome.UNDELIVERED;
      case "REJECTD", "REJECTED" -> ReceiptOutcome.REJECTED;
      default -> word.startsWith("DND_") ? ReceiptOutcome.REJECTED : ReceiptOutcome.UNKNOWN;
    };
  }

  /**
   * The number in message_state: one byte (SMPP v3.4, 5.3.2.35), but some carriers send a longer
   * number, or a digit as text.
   *
   * @return -1 if there is none
   */
  static int number(byte @Nullable [] value) {
    if (value == null || value.length == 0) {
      return -1;
    }
    for (byte each : value) {
      if (each != 0) {
        int number = each & 0xFF;
        return number >= '0' && number <= '9' ? number - '0' : number;
      }
    }
    return 0;
  }

  static boolean isListed(int number) {
    return number == UNKNOWN || ofNumber(number) != ReceiptOutcome.UNKNOWN;
  }

  /** SMPP v3.4, 5.2.28; 0 and 9 from v5.0, 4.7.15. */
  static ReceiptOutcome ofNumber(int state) {
    return switch (state) {
      case 0, 1, 6 -> ReceiptOutcome.IN_PROGRESS;
      case 2 -> ReceiptOutcome.DELIVERED;
      case 3 -> ReceiptOutcome.EXPIRED;
      case 4 -> ReceiptOutcome.DELETED;
      case 5, 9 -> ReceiptOutcome.UNDELIVERED;
      case 8 -> ReceiptOutcome.REJECTED;
      default -> ReceiptOutcome.UNKNOWN;
    };
  }
}
