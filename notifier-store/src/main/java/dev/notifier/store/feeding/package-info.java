/** Stores how far batches are sent, and reads what has become of their lines. */
@NullMarked
package dev.notifier.store.feeding;

import org.jspecify.annotations.NullMarked;
