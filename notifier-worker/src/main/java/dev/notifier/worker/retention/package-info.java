/** Deletes what is kept for a limited time. */
@NullMarked
package dev.notifier.worker.retention;

import org.jspecify.annotations.NullMarked;
