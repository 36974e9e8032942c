/** Looks up one notification with its history. */
@NullMarked
package dev.notifier.store.lookup;

import org.jspecify.annotations.NullMarked;
