package dev.notifier.smsc.session;

import dev.notifier.smsc.behaviour.ReceiptFormat;
import dev.notifier.smsc.behaviour.ReceiptState;
import dev.notifier.smsc.pdu.Address;
import dev.notifier.smsc.pdu.MessageText;
import dev.notifier.smsc.pdu.PduBuffer;
import dev.notifier.smsc.pdu.ShortMessage;
import dev.notifier.smsc.record.Submission;
import java.nio.charset.StandardCharsets;

/**
 * A receipt that is due, without the message's octets so that many may wait.
 *
 * @param atMs when it is to go out, milliseconds of the Unix epoch
 * @param order breaks ties, so that receipts due at once go out in the order of their submits
 */
record Receipt(
    long atMs,
    long order,
    long messageId,
    String systemId,
    Address source,
    Address destination,
    long submittedMs,
    ReceiptState state,
    String error,
    String text)
    implements Comparable<Receipt> {
  private static final int TEXT_CHARS = 20;
  private static final int ESM_CLASS_RECEIPT = 0x04;
  private static final int TLV_RECEIPTED_MESSAGE_ID = 0x001E;
  private static final int TLV_MESSAGE_STATE = 0x0427;

  static Receipt of(Submission it) {
    String text = MessageText.of(it.message());
    return new Receipt(
        it.receiptDueMs(),
        it.messageId(),
        it.messageId(),
        it.systemId(),
        it.message().source(),
        it.message().destination(),
        it.atMs(),
        it.receiptState(),
        it.receiptError(),
        text.substring(0, Math.min(TEXT_CHARS, text.length())));
  }

  Receipt at(long laterMs) {
    return new Receipt(
        laterMs, order, messageId, systemId, source, destination, submittedMs, state, error, text);
  }

  @Override
  public int compareTo(Receipt other) {
    int byTime = Long.compare(atMs, other.atMs);
    return byTime != 0 ? byTime : Long.compare(order, other.order);
  }

  /** Writes the body of the deliver_sm, TLVs included. */
  void write(PduBuffer out, ReceiptFormat format, MinuteText minutes, long nowMs) {
    byte[] words = format == ReceiptFormat.TLV ? new byte[0] : words(minutes, nowMs);
    // The receipt comes from the number and goes to the sender.
    new ShortMessage(
            /* source= */ destination, /* destination= */ source, ESM_CLASS_RECEIPT, 0, 0, 0, words)
        .write(out);
    if (format != ReceiptFormat.TEXT) {
      String id = Submission.wireId(messageId);
      out.int2(TLV_RECEIPTED_MESSAGE_ID);
      out.int2(id.length() + 1);
      out.cString(id);
      out.int2(TLV_MESSAGE_STATE);
      out.int2(1);
      out.octet(state.messageState());
    }
  }

  private byte[] words(MinuteText minutes, long nowMs) {
    String words =
        "id:"
            + Submission.wireId(messageId)
            + " sub:001 dlvrd:"
            + (state == ReceiptState.DELIVRD ? "001" : "000")
            + " submit date:"
            + minutes.of(submittedMs)
            + " done date:"
            + minutes.of(nowMs)
            + " stat:"
            + state
            + " err:"
            + error
            + " text:"
            + text;
    return words.getBytes(StandardCharsets.US_ASCII);
  }
}
