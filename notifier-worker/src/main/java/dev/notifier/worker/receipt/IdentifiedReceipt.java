package dev.notifier.worker.receipt;

import dev.notifier.store.tracking.MessageIdConversion;
import dev.notifier.store.tracking.ReceivedReceipt;

/**
 * A receipt whose id has the form that its response has or will have.
 *
 * @param route the route on whose link it was received
 * @param conversion turned the carrier's id into the id of {@code receipt}
 */
record IdentifiedReceipt(String route, MessageIdConversion conversion, ReceivedReceipt receipt) {
  IdentifiedReceipt withNumber(long number) {
    return new IdentifiedReceipt(
        route, conversion, receipt.withKey(receipt.key().withNumber(number)));
  }
}
