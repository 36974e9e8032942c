/** Turns answers and receipts into states, stores them, and publishes what changed. */
@NullMarked
package dev.notifier.worker.track;

import org.jspecify.annotations.NullMarked;
