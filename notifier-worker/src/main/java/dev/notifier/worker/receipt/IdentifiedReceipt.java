package dev.notifier.worker.receipt;

import dev.notifier.store.tracking.MessageIdConversion;
import dev.notifier.store.tracking.ReceivedReceipt;

/**
 * A receipt whose id has the form that its response has or will have.
 *
 * @param conversion turned the carrier's id into the id of {@code receipt}
 */
record IdentifiedReceipt(MessageIdConversion conversion, ReceivedReceipt receipt) {}
