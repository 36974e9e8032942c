/** Feeds the lines of batches to the stage plan, as fast as the lanes have room for them. */
@NullMarked
package dev.notifier.worker.feeding;

import org.jspecify.annotations.NullMarked;
