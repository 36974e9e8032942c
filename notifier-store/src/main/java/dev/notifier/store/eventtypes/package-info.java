/** Stores event types with all their versions. */
@NullMarked
package dev.notifier.store.eventtypes;

import org.jspecify.annotations.NullMarked;
