/** The events that operators can have planned again, and their orders to do so. */
@NullMarked
package dev.notifier.store.recovery;

import org.jspecify.annotations.NullMarked;
