/** Looks after the answers of agents when they are on their way. */
@NullMarked
package dev.notifier.worker.inbox;

import org.jspecify.annotations.NullMarked;
