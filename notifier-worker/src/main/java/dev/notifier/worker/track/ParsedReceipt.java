package dev.notifier.worker.track;

import dev.notifier.store.tracking.ReceivedReceipt;
import org.jspecify.annotations.Nullable;

/**
 * A receipt before its key is known.
 *
 * @param textId canonical; the id of the text where the optional parameter has another one
 * @param receipt with the receipt's own id, in canonical form
 */
record ParsedReceipt(@Nullable String textId, ReceivedReceipt receipt) {}
