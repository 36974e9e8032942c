/** Stores responses, receipts and inbound messages, and the states that follow from them. */
@NullMarked
package dev.notifier.store.tracking;

import org.jspecify.annotations.NullMarked;
