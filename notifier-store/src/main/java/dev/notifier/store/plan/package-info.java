/** Stores planned notifications and remembers which events were planned. */
@NullMarked
package dev.notifier.store.plan;

import org.jspecify.annotations.NullMarked;
