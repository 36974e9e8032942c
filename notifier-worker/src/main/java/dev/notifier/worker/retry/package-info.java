/** Moves rejected submissions back to their lanes when their retry is due. */
@NullMarked
package dev.notifier.worker.retry;

import org.jspecify.annotations.NullMarked;
