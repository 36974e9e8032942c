package dev.notifier.worker.receipt;

import dev.notifier.store.tracking.ReceivedReceipt;
import org.jspecify.annotations.Nullable;

/**
 * A receipt with the id that the carrier wrote, before the id of its response is known.
 *
 * @param textId the id in the text, in canonical form, if the optional parameter has another one
 * @param receipt carries the receipt's own id in canonical form
 */
public record ParsedReceipt(@Nullable String textId, ReceivedReceipt receipt) {}
