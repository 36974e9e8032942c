package dev.notifier.worker.receipt;

import dev.notifier.store.tracking.ReceiptReading;
import dev.notifier.store.tracking.ReceivedReceipt;
import org.jspecify.annotations.Nullable;

/**
 * A receipt with the id that the carrier wrote, before the id of its response is known.
 *
 * @param route the route on whose link it was received
 * @param textId the id in the text, if the optional parameter has another one
 * @param receipt carries the receipt's own id and number
 * @param alternative another reading of the receipt, with another id; null if there is only one
 */
public record ParsedReceipt(
    String route,
    CarrierAccount account,
    @Nullable String textId,
    ReceivedReceipt receipt,
    @Nullable ReceiptReading alternative) {}
