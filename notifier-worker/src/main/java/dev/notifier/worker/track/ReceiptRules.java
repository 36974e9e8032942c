package dev.notifier.worker.track;

import dev.notifier.config.RouteConfig.Receipts;
import dev.notifier.config.RouteConfig.ReceiptsPer;

/**
 * What the receipts of a route mean.
 *
 * @param meaning what a positive receipt proves
 * @param per what one receipt is about
 */
record ReceiptRules(Receipts meaning, ReceiptsPer per) {}
