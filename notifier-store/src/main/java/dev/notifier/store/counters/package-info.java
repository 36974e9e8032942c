/** Counts notifications exactly by their state, without reading them. */
@NullMarked
package dev.notifier.store.counters;

import org.jspecify.annotations.NullMarked;
