/** Compares the clock of this machine with PostgreSQL's. */
@NullMarked
package dev.notifier.store.clock;

import org.jspecify.annotations.NullMarked;
