/** Reads topics in batches that are stored in PostgreSQL, at least once. */
@NullMarked
package dev.notifier.worker.batches;

import org.jspecify.annotations.NullMarked;
