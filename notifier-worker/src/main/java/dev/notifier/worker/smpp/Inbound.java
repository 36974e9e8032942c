package dev.notifier.worker.smpp;

import java.util.function.IntConsumer;

/** A deliver_sm and the way to answer it. */
public final class Inbound {
  /** Stored; the carrier forgets it. */
  public static final int OK = 0;

  /** ESME_RX_T_APPN: a temporary refusal, the carrier sends it again (SMPP v3.4, 5.1.3). */
  public static final int TRY_LATER = 0x64;

  private final DeliverSm message;
  private final IntConsumer answer;

  Inbound(DeliverSm message, IntConsumer answer) {
    this.message = message;
    this.answer = answer;
  }

  public DeliverSm message() {
    return message;
  }

  /**
   * Writes the deliver_sm_resp, on a thread of the link's own. Does nothing on a link that is gone:
   * the carrier then sends the message again on the next one.
   */
  public void answer(int commandStatus) {
    answer.accept(commandStatus);
  }
}
