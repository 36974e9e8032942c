/** Stores batches: their files, their lines, and what becomes of them. */
@NullMarked
package dev.notifier.store.batches;

import org.jspecify.annotations.NullMarked;
