/** Stores responses, receipts and inbound messages, and updates the states of notifications. */
@NullMarked
package dev.notifier.store.tracking;

import org.jspecify.annotations.NullMarked;
