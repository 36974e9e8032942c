package dev.notifier.worker.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What the link itself owes the carrier: answers and enquiries. Written by one thread of its own,
 * so that whoever owes never waits for the socket; what waits together goes out together. A message
 * that nobody answers in time is refused for now. Thread-safe.
 */
final class ResponseWriter {
  /** Messages without an answer, at once; beyond it each is refused for now. */
  static final int MAX_UNANSWERED = 20_000;

  private static final int MAX_OWED = 2 * MAX_UNANSWERED;
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final ConnectionSettings.Keeping keeping;
  private final LongSupplier nanos;
  private final BlockingQueue<byte[]> owed = new LinkedBlockingQueue<>(MAX_OWED);

  /** In the order in which they came, so that the first is the first to be due. */
  private final BlockingQueue<InboundPdu> unanswered = new LinkedBlockingQueue<>(MAX_UNANSWERED);

  ResponseWriter(ConnectionSettings.Keeping keeping, LongSupplier nanos) {
    this.keeping = keeping;
    this.nanos = nanos;
  }

  /** Has a PDU written. False when too many wait: then the peer has stopped to read. */
  boolean owe(byte[] pdu) {
    return owed.offer(pdu);
  }

  /**
   * Takes a message in: its answer will be written, whoever gives it. One that has no room is
   * answered already.
   */
  InboundPdu receive(DeliverSm message, int responseId) {
    InboundPdu inbound =
        new InboundPdu(
            message,
            keeping.retryStatus(),
            nanos.getAsLong() + keeping.within().toNanos(),
            status -> owe(PduEncoder.withEmptyId(responseId, status, message.sequence())));
    if (!unanswered.offer(inbound)) {
      inbound.later();
    }
    return inbound;
  }

  /** Whether nothing is left to write. */
  boolean isEmpty() {
    return owed.isEmpty();
  }

  /**
   * Writes until the session is over.
   *
   * @param over asked ten times a second
   */
  void writeTo(OutputStream out, BooleanSupplier over) throws IOException, InterruptedException {
    while (!over.getAsBoolean()) {
      byte[] pdu = owed.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      while (pdu != null) {
        out.write(pdu);
        pdu = owed.poll();
        if (pdu == null) {
          out.flush();
        }
      }
      refuseWhatIsDue();
    }
  }

  private void refuseWhatIsDue() {
    InboundPdu first = unanswered.peek();
    while (first != null && (first.isAnswered() || nanos.getAsLong() - first.dueNanos() >= 0)) {
      unanswered.poll();
      first.later();
      first = unanswered.peek();
    }
  }
}
