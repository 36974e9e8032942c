/** Tells the story of one event's notification. */
@NullMarked
package dev.notifier.api.lookup;

import org.jspecify.annotations.NullMarked;
