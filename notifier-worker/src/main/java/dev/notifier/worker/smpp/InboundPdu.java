package dev.notifier.worker.smpp;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/** A deliver_sm and the way to answer it, once. Thread-safe. */
public final class InboundPdu {
  /** Stored; the carrier forgets it. */
  public static final int OK = 0;

  private final DeliverSm message;
  private final int retryStatus;
  private final long dueNanos;
  private final IntConsumer answer;
  private final AtomicBoolean answered = new AtomicBoolean();

  /**
   * @param retryStatus command_status that makes the carrier send it again
   * @param dueNanos when the link answers so by itself
   */
  InboundPdu(DeliverSm message, int retryStatus, long dueNanos, IntConsumer answer) {
    this.message = message;
    this.retryStatus = retryStatus;
    this.dueNanos = dueNanos;
    this.answer = answer;
  }

  public DeliverSm message() {
    return message;
  }

  /**
   * Has the answer written, on a thread of the link's own. Only the first answer counts, so one
   * that comes after the link's deadline changes nothing. Does nothing on a link that is gone: the
   * carrier then sends the message again on the next one.
   */
  public void answer(int commandStatus) {
    if (answered.compareAndSet(false, true)) {
      answer.accept(commandStatus);
    }
  }

  /** Asks the carrier to send it again, in the words of its route. */
  public void later() {
    answer(retryStatus);
  }

  /** Whether the carrier has its answer: what is kept from now on comes a second time. */
  public boolean isAnswered() {
    return answered.get();
  }

  long dueNanos() {
    return dueNanos;
  }
}
