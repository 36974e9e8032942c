package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.ReceiptPlan;
import dev.notifier.smsc.behaviour.ReceiptState;
import dev.notifier.smsc.pdu.Address;
import dev.notifier.smsc.pdu.Alphabet;
import dev.notifier.smsc.pdu.MessageText;
import dev.notifier.smsc.record.Submission;

/**
 * A receipt that is due, without the message's octets so that many may wait.
 *
 * @param atMs when it is to go out, milliseconds of the Unix epoch
 * @param order breaks ties, so that receipts due at once go out in the order of their submits
 * @param session the number of the link that the message came over
 * @param style format, wording and flow; its state and error are not looked at
 * @param further whether it comes besides the one that is owed: sent once, never counted as due
 */
record Receipt(
    long atMs,
    long order,
    long messageId,
    String systemId,
    int session,
    Address source,
    Address destination,
    long submittedMs,
    ReceiptState state,
    String error,
    String text,
    ReceiptPlan style,
    boolean further)
    implements Comparable<Receipt> {
  private static final int TEXT_CHARS = 20;

  static Receipt of(Submission it, Alphabet ofDataCoding0, ReceiptPlan style) {
    String text = MessageText.of(it.message(), ofDataCoding0);
    return new Receipt(
        it.receiptDueMs(),
        it.messageId(),
        it.messageId(),
        it.systemId(),
        it.session(),
        it.message().source(),
        it.message().destination(),
        it.atMs(),
        it.receiptState(),
        it.receiptError(),
        text.substring(0, Math.min(TEXT_CHARS, text.length())),
        style,
        /* further= */ false);
  }

  Receipt at(long laterMs) {
    return copy(laterMs, state, error, further);
  }

  /** One more of the same message, {@code laterMs} after this one. */
  Receipt further(long laterMs, ReceiptState otherState) {
    String otherError = otherState == state ? error : otherState.usualError();
    return copy(atMs + laterMs, otherState, otherError, /* besides= */ true);
  }

  private Receipt copy(long due, ReceiptState otherState, String otherError, boolean besides) {
    return new Receipt(
        due,
        order,
        messageId,
        systemId,
        session,
        source,
        destination,
        submittedMs,
        otherState,
        otherError,
        text,
        style,
        besides);
  }

  @Override
  public int compareTo(Receipt other) {
    int byTime = Long.compare(atMs, other.atMs);
    return byTime != 0 ? byTime : Long.compare(order, other.order);
  }
}
