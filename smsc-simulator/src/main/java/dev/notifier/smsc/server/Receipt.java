package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.ReceiptPlan;
import dev.notifier.smsc.behaviour.ReceiptState;
import dev.notifier.smsc.pdu.Address;
import dev.notifier.smsc.pdu.Alphabet;
import dev.notifier.smsc.pdu.MessageText;
import dev.notifier.smsc.pdu.SegmentInfo;
import dev.notifier.smsc.record.Submission;

/**
 * A receipt that is due. It keeps no message bytes, so that memory holds many of them.
 *
 * @param atMs time to send it, milliseconds of the Unix epoch
 * @param order tie-breaker: receipts of the same time are sent in the order of their submits
 * @param session number of the session of the submit_sm
 * @param plan format, style and flow; its state and error are ignored
 * @param lastSegment whether it is about a message of one segment or about the last segment
 * @param extra whether it is additional: sent once, never counted as due
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
    ReceiptPlan plan,
    boolean lastSegment,
    boolean extra)
    implements Comparable<Receipt> {
  private static final int TEXT_CHARS = 20;

  static Receipt of(Submission submission, Alphabet defaultAlphabet, ReceiptPlan plan) {
    SegmentInfo segment = SegmentInfo.of(submission.message());
    String text = MessageText.of(submission.message(), defaultAlphabet);
    return new Receipt(
        submission.receiptDueMs(),
        submission.messageId(),
        submission.messageId(),
        submission.systemId(),
        submission.session(),
        submission.message().source(),
        submission.message().destination(),
        submission.atMs(),
        submission.receiptState(),
        submission.receiptError(),
        text.substring(0, Math.min(TEXT_CHARS, text.length())),
        plan,
        segment == null || segment.number() == segment.total(),
        /* extra= */ false);
  }

  Receipt at(long laterMs) {
    return copy(laterMs, state, error, extra);
  }

  /** Returns an additional receipt of the same message, {@code laterMs} after this one. */
  Receipt extra(long laterMs, ReceiptState newState) {
    String newError = newState == state ? error : newState.defaultError();
    return copy(atMs + laterMs, newState, newError, /* newExtra= */ true);
  }

  private Receipt copy(long newAtMs, ReceiptState newState, String newError, boolean newExtra) {
    return new Receipt(
        newAtMs,
        order,
        messageId,
        systemId,
        session,
        source,
        destination,
        submittedMs,
        newState,
        newError,
        text,
        plan,
        lastSegment,
        newExtra);
  }

  @Override
  public int compareTo(Receipt other) {
    int byTime = Long.compare(atMs, other.atMs);
    return byTime != 0 ? byTime : Long.compare(order, other.order);
  }
}
