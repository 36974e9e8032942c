/**
 * The durable jobs: who may do the next step of which job, where it continues, and what became of
 * it.
 */
@NullMarked
package dev.notifier.store.jobs;

import org.jspecify.annotations.NullMarked;
