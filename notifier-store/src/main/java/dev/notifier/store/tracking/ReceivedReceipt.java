package dev.notifier.store.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A receipt with a readable message id.
 *
 * @param key under which its response is or will be stored
 * @param otherNumber the number in its other address if both are numbers, else {@link
 *     SubmissionKey#NO_NUMBER}
 * @param error the carrier's error code as received
 * @param position the position of the unchanged receipt on Kafka
 */
public record ReceivedReceipt(
    SubmissionKey key,
    long otherNumber,
    ReceiptOutcome state,
    @Nullable String error,
    Instant receivedAt,
    Position position) {
  /** A position on {@code notifier.receipts}. */
  public record Position(int partition, long offset) {}

  public ReceivedReceipt withKey(SubmissionKey other) {
    return new ReceivedReceipt(other, otherNumber, state, error, receivedAt, position);
  }

  /** Omits personal data. */
  @Override
  public String toString() {
    return "ReceivedReceipt[" + key + ", " + state + "]";
  }
}
