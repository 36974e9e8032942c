package dev.notifier.store.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A receipt with a readable id.
 *
 * @param route the route it came on
 * @param messageId as the answer has it, in canonical form, at most 64 characters
 * @param error the carrier's error code as it came
 * @param phone the recipient, E.164; null when the receipt names none
 * @param position where its octets are kept
 */
public record ReceivedReceipt(
    String route,
    String messageId,
    ReceiptOutcome state,
    @Nullable String error,
    Instant receivedAt,
    @Nullable String phone,
    Position position) {

  /** On {@code notifier.receipts}. */
  public record Position(int partition, long offset) {}

  /** Names no personal data. */
  @Override
  public String toString() {
    return "ReceivedReceipt[" + route + ", " + messageId + ", " + state + "]";
  }
}
