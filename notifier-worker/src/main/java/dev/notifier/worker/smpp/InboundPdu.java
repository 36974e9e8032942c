package dev.notifier.worker.smpp;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * An inbound message that is answered once. Only the first answer counts. An answer on a closed
 * connection has no effect; the carrier then sends the message again on the next one. Thread-safe.
 */
public final class InboundPdu {
  private static final int ESME_ROK = 0;

  private final DeliverSm message;
  private final int retryStatus;
  private final long deadlineNanos;
  private final IntConsumer writeResponse;
  private final AtomicBoolean answered = new AtomicBoolean();

  /**
   * @param retryStatus command_status that makes the carrier send the message again
   * @param deadlineNanos when the connection answers with this status by itself
   * @param writeResponse queues the response with a command_status; must not block
   */
  InboundPdu(DeliverSm message, int retryStatus, long deadlineNanos, IntConsumer writeResponse) {
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
    answer(ESME_ROK);
  }

  /** Asks the carrier to send the message again, with the retry status of its route. */
  public void requestRetry() {
    answer(retryStatus);
  }

  private void answer(int commandStatus) {
    if (answered.compareAndSet(false, true)) {
      writeResponse.accept(commandStatus);
    }
  }

  /** Whether it is answered; a message that was answered with the retry status arrives again. */
  public boolean isAnswered() {
    return answered.get();
  }

  long deadlineNanos() {
    return deadlineNanos;
  }
}
