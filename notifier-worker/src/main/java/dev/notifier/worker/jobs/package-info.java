/** Runs durable jobs in small steps; each kind of job implements {@code JobKind}. */
@NullMarked
package dev.notifier.worker.jobs;

import org.jspecify.annotations.NullMarked;
