/** Finds the stored notification of an event. */
@NullMarked
package dev.notifier.store.lookup;

import org.jspecify.annotations.NullMarked;
