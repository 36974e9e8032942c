/** Turns responses and receipts into states, stores the states, and publishes the changes. */
@NullMarked
package dev.notifier.worker.track;

import org.jspecify.annotations.NullMarked;
