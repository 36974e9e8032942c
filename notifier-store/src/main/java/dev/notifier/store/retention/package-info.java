/** Deletes and overwrites what is kept for a limited time. */
@NullMarked
package dev.notifier.store.retention;

import org.jspecify.annotations.NullMarked;
