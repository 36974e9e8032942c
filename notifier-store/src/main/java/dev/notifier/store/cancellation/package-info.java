/** Cancellations and what became of the messages that they concern. */
@NullMarked
package dev.notifier.store.cancellation;

import org.jspecify.annotations.NullMarked;
