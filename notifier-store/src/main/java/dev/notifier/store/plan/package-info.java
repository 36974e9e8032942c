/** Stores planned notifications and detects events that were planned before. */
@NullMarked
package dev.notifier.store.plan;

import org.jspecify.annotations.NullMarked;
