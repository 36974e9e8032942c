/** The plan stage: turns each accepted event into one stored notification and its message. */
@NullMarked
package dev.notifier.worker.plan;

import org.jspecify.annotations.NullMarked;
