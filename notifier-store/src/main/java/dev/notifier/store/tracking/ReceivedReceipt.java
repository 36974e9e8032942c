package dev.notifier.store.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A receipt with a readable message id.
 *
 * @param route the route on which it was received
 * @param messageId converted to that of the response, in canonical form, at most 64 characters
 * @param error the carrier's error code as received
 * @param phone the recipient in E.164 format; null if the receipt has none
 * @param position the position of the unchanged receipt on Kafka
 */
public record ReceivedReceipt(
    String route,
    String messageId,
    ReceiptOutcome state,
    @Nullable String error,
    Instant receivedAt,
    @Nullable String phone,
    Position position) {

  /** A position on {@code notifier.receipts}. */
  public record Position(int partition, long offset) {}

  /** Omits personal data. */
  @Override
  public String toString() {
    return "ReceivedReceipt[" + route + ", " + messageId + ", " + state + "]";
  }
}
