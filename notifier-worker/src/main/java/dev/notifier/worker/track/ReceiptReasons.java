package dev.notifier.worker.track;

import dev.notifier.contracts.FailureReason;
import org.jspecify.annotations.Nullable;

/** Orders the failure reasons that negative receipts give. */
final class ReceiptReasons {
  private ReceiptReasons() {}

  /** Whether the reason comes from a receipt. */
  static boolean contains(FailureReason reason) {
    return severity(reason) > 0;
  }

  /** Of two reasons why segments were not delivered, the more severe one. */
  static @Nullable FailureReason moreSevere(
      @Nullable FailureReason one, @Nullable FailureReason other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return severity(other) > severity(one) ? other : one;
  }

  private static int severity(FailureReason reason) {
    return switch (reason) {
      case RECEIPT_REJECTED -> 4;
      case RECEIPT_UNDELIVERED -> 3;
      case RECEIPT_DELETED -> 2;
      case RECEIPT_EXPIRED -> 1;
      default -> 0;
    };
  }
}
