package dev.notifier.worker.receipt;

import dev.notifier.store.tracking.MessageIdConversion;
import dev.notifier.store.tracking.SegmentReceipt;

/**
 * A receipt and the segment that it is about.
 *
 * @param conversion turned the id of the receipt into the id of the response
 */
public record MatchedReceipt(SegmentReceipt receipt, MessageIdConversion conversion) {}
