package dev.notifier.worker.smpp;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * An inbound message that gets one response. Only the first one counts. A response on a closed
 * connection has no effect; the carrier then sends the message again on the next one. Thread-safe.
 */
public final class InboundPdu {
  /** The command_status ESME_ROK. */
  static final int ACKNOWLEDGED = 0;

  private final DeliverSm message;
  private final int retryStatus;
  private final long deadlineNanos;
  private final IntConsumer writeResponse;
  private final AtomicBoolean responded = new AtomicBoolean();

  /**
   * @param retryStatus command_status that makes the carrier send the message again
   * @param deadlineNanos when the connection responds with this status by itself
   * @param writeResponse queues the response with a command_status; must not block
   */
  public InboundPdu(
      DeliverSm message, int retryStatus, long deadlineNanos, IntConsumer writeResponse) {
    this.message = message;
    this.retryStatus = retryStatus;
    this.deadlineNanos = deadlineNanos;
    this.writeResponse = writeResponse;
  }

  public DeliverSm message() {
    return message;
  }

  /** The message is stored; the carrier need not send it again. */
  public void acknowledge() {
    respond(ACKNOWLEDGED);
  }

  /** Asks the carrier to send the message again, with the retry status of its route. */
  public void requestRetry() {
    respond(retryStatus);
  }

  private void respond(int commandStatus) {
    if (responded.compareAndSet(false, true)) {
      writeResponse.accept(commandStatus);
    }
  }

  /** Whether it got a response; after one with the retry status, the message arrives again. */
  public boolean isResponded() {
    return responded.get();
  }

  long deadlineNanos() {
    return deadlineNanos;
  }
}
