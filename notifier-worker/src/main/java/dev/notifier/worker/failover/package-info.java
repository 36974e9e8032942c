/** Moves the messages of a bind that is down to another bind. */
@NullMarked
package dev.notifier.worker.failover;

import org.jspecify.annotations.NullMarked;
