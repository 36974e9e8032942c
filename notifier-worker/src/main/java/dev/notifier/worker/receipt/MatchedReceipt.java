package dev.notifier.worker.receipt;

import dev.notifier.store.tracking.MessageIdConversion;
import dev.notifier.store.tracking.SegmentReceipt;

/**
 * A receipt and the segment that it is about.
 *
 * @param route the route on whose link it was received, or that of its response if it came first
 * @param conversion turned the id of the receipt into the id of the response
 */
public record MatchedReceipt(String route, SegmentReceipt receipt, MessageIdConversion conversion) {
  /** Whether the ids show the conversion: {@code 7} is the same in all forms. */
  public boolean showsForm() {
    return MessageIdForms.distinguishesForms(receipt.key().messageId());
  }
}
