package dev.notifier.store.tracking;

import dev.notifier.contracts.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * What a receipt says became of a segment, in the store's words. The order of trust is by rank: of
 * two receipts that wait for the same answer the higher one stays, and a positive one beats every
 * negative one, because carriers are known to send a negative one too many, not a positive one.
 */
public enum ReceiptOutcome {
  /** On its way: ENROUTE, ACCEPTD, SCHEDULED and the like. */
  IN_PROGRESS(0, null),
  /** The carrier does not know, or used a word that nobody has listed. */
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

  /** Why the segment did not arrive; null when it did or may still. */
  public @Nullable FailureReason reason() {
    return reason;
  }
}
