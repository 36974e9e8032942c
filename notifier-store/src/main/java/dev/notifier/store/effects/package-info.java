/** Counts how often a message of one event type was followed by an event of another. */
@NullMarked
package dev.notifier.store.effects;

import org.jspecify.annotations.NullMarked;
