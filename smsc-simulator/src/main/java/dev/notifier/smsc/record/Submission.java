package dev.notifier.smsc.record;

import dev.notifier.smsc.behaviour.ReceiptState;
import dev.notifier.smsc.pdu.ShortMessage;
import java.util.Locale;

/**
 * One submit_sm and its outcome.
 *
 * @param atMs time of receipt, milliseconds of the Unix epoch
 * @param session number of the session, counted from 1 since the start
 * @param messageId 0 when the message was not accepted
 * @param status command_status of the response; 0 when accepted or when there was no response
 * @param receiptDueMs time the receipt is due, milliseconds of the Unix epoch; 0 = no receipt
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
    String receiptError) {

  /** Whether the message was accepted, and whether it got a response. */
  public enum Outcome {
    ACCEPTED,
    REFUSED,
    SILENT
  }

  /** Formats a message id as upper-case hexadecimal. */
  public static String hexId(long messageId) {
    return Long.toHexString(messageId).toUpperCase(Locale.ROOT);
  }

  public boolean isAccepted() {
    return outcome == Outcome.ACCEPTED;
  }
}
