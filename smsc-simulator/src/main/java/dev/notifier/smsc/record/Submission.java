package dev.notifier.smsc.record;

import dev.notifier.smsc.behaviour.ReceiptState;
import dev.notifier.smsc.pdu.ShortMessage;
import java.util.Locale;

/**
 * One submit_sm and what became of it.
 *
 * @param atMs when it came, milliseconds of the Unix epoch
 * @param session number of the link, counted from 1 since the start
 * @param messageId 0 when it was not accepted
 * @param status the command_status answered; 0 when accepted or when nothing was answered
 * @param receiptDueMs when its receipt is due, milliseconds of the Unix epoch; 0 = no receipt
 */
public record Submission(
    long atMs,
    int session,
    String systemId,
    ShortMessage message,
    Outcome outcome,
    int status,
    long messageId,
    long receiptDueMs,
    ReceiptState receiptState,
    String receiptError)
    implements RecordEntry {

  /** Whether the message was taken, and whether an answer went out. */
  public enum Outcome {
    ACCEPTED,
    REFUSED,
    SILENT
  }

  /** The message id as it stands on the wire: upper-case hexadecimal. */
  public static String wireId(long messageId) {
    return Long.toHexString(messageId).toUpperCase(Locale.ROOT);
  }

  public boolean isAccepted() {
    return outcome == Outcome.ACCEPTED;
  }
}
