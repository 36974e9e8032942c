package dev.notifier.smsc.server;

import dev.notifier.smsc.pdu.Alphabet;
import dev.notifier.smsc.pdu.MoSegmenter;
import dev.notifier.smsc.pdu.ShortMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sends the replies of handsets to the messages that they received. Runs on the selector thread.
 */
final class ReplySender {
  private final MoSender mo;
  private final List<Session> sessions;
  private final HandsetListener listener;

  /** Creates a sender to these sessions; it sees changes. */
  ReplySender(MoSender mo, List<Session> sessions, HandsetListener listener) {
    this.mo = mo;
    this.sessions = sessions;
    this.listener = listener;
  }

  /** Sends the reply to a message whose receipt has a response, if the plan has one. */
  void onReceiptSettled(Receipt receipt, Alphabet alphabet, long nowMs) {
    String text = receipt.plan().flow().reply();
    if (text.isEmpty() || !receipt.lastSegment()) {
      return;
    }
    List<ShortMessage> segments =
        MoSegmenter.of(
            receipt.destination(), receipt.source(), text, alphabet, (int) receipt.messageId());
    mo.send(
        segments,
        segments.stream().map(segment -> new CompletableFuture<MoResult>()).toList(),
        sessions,
        nowMs);
    listener.onReply(receipt.destination(), receipt.source(), text);
  }
}
