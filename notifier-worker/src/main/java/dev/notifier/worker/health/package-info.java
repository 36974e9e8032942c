/** Says in plain English which messages and records wait for too long, and what to do. */
@NullMarked
package dev.notifier.worker.health;

import org.jspecify.annotations.NullMarked;
