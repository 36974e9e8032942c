package dev.notifier.worker.track;

import dev.notifier.store.tracking.MessageIdConversion;
import dev.notifier.store.tracking.ReceivedReceipt;

/**
 * A receipt under the key that its answer has or will have.
 *
 * @param form what made the key of the receipt's id
 */
record IdentifiedReceipt(MessageIdConversion form, ReceivedReceipt receipt) {}
