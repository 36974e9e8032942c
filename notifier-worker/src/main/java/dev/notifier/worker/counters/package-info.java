/** Keeps the counters of notifications up to date. */
@NullMarked
package dev.notifier.worker.counters;

import org.jspecify.annotations.NullMarked;
