package dev.notifier.worker.smpp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Writes responses and enquire_link on its own thread, so that no other thread waits for the
 * socket; PDUs that wait together are sent together. An inbound message without a response in time
 * gets one with the retry status. Thread-safe.
 */
final class ResponseWriter {
  /** Inbound messages without a response; further ones get the retry status at once. */
  static final int MAX_WITHOUT_RESPONSE = 20_000;

  private static final int MAX_QUEUED = 2 * MAX_WITHOUT_RESPONSE;
  private static final int MAX_SENT_BYTES = 32 << 10;
  private static final Duration POLL = Duration.ofMillis(100);

  private final ConnectionSettings.Inbound settings;
  private final LongSupplier nanos;
  private final Answers answers;
  private final BlockingQueue<byte[]> queued = new LinkedBlockingQueue<>(MAX_QUEUED);

  /** In the order of arrival, so the first is due first. */
  private final BlockingQueue<InboundPdu> withoutResponse =
      new LinkedBlockingQueue<>(MAX_WITHOUT_RESPONSE);

  /** Called for each response to an inbound message; must not block. */
  @FunctionalInterface
  interface Answers {
    void answered(boolean isAcknowledged, Duration after);
  }

  ResponseWriter(ConnectionSettings.Inbound settings, LongSupplier nanos, Answers answers) {
    this.settings = settings;
    this.nanos = nanos;
    this.answers = answers;
  }

  /** Queues a PDU. Returns false if too many wait, because the peer does not read. */
  boolean enqueue(byte[] pdu) {
    return queued.offer(pdu);
  }

  /** Registers an inbound message; if there are too many, it already has its response. */
  InboundPdu register(DeliverSm message) {
    long arrivedNanos = nanos.getAsLong();
    InboundPdu pdu =
        new InboundPdu(
            message,
            settings.retryStatus(),
            arrivedNanos + settings.ackTimeout().toNanos(),
            status -> respond(message, status, arrivedNanos));
    if (!withoutResponse.offer(pdu)) {
      pdu.requestRetry();
    }
    return pdu;
  }

  private void respond(DeliverSm message, int status, long arrivedNanos) {
    enqueue(PduEncoder.withEmptyString(message.responseId(), status, message.sequence()));
    answers.answered(
        status == InboundPdu.ACKNOWLEDGED, Duration.ofNanos(nanos.getAsLong() - arrivedNanos));
  }

  /** Whether no PDU is queued. */
  boolean isEmpty() {
    return queued.isEmpty();
  }

  /**
   * Writes until the session ends.
   *
   * @param ended asked ten times per second
   */
  void writeTo(GuardedSocketOutput out, BooleanSupplier ended)
      throws IOException, InterruptedException {
    ByteArrayOutputStream together = new ByteArrayOutputStream();
    while (!ended.getAsBoolean()) {
      byte[] pdu = queued.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
      while (pdu != null) {
        together.writeBytes(pdu);
        pdu = together.size() < MAX_SENT_BYTES ? queued.poll() : null;
      }
      if (together.size() > 0) {
        out.respond(together.toByteArray());
        together.reset();
      }
      respondToOverdue();
    }
  }

  private void respondToOverdue() {
    InboundPdu first = withoutResponse.peek();
    while (first != null
        && (first.isResponded() || nanos.getAsLong() - first.deadlineNanos() >= 0)) {
      withoutResponse.poll();
      first.requestRetry();
      first = withoutResponse.peek();
    }
  }
}
