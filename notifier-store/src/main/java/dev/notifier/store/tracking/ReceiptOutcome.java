package dev.notifier.store.tracking;

import dev.notifier.contracts.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a receipt. Of two receipts for the same response, the one with the higher rank is
 * kept. A positive receipt ranks above every negative one, because carriers are known to send wrong
 * negative receipts, but not wrong positive ones.
 */
public enum ReceiptOutcome {
  /** The message is under way: ENROUTE, ACCEPTD, SCHEDULED and similar. */
  IN_PROGRESS(0, null),
  /** The carrier does not know the state, or the receipt has an unknown state. */
  UNKNOWN(1, null),
  EXPIRED(2, FailureReason.RECEIPT_EXPIRED),
  DELETED(2, FailureReason.RECEIPT_DELETED),
  UNDELIVERED(2, FailureReason.RECEIPT_UNDELIVERED),
  REJECTED(2, FailureReason.RECEIPT_REJECTED),
  DELIVERED(3, null);

  private final int rank;
  private final @Nullable FailureReason reason;

  ReceiptOutcome(int rank, @Nullable FailureReason reason) {
    this.rank = rank;
    this.reason = reason;
  }

  public int rank() {
    return rank;
  }

  /** Returns why the segment was not delivered; null if it was or may still be. */
  public @Nullable FailureReason reason() {
    return reason;
  }
}
