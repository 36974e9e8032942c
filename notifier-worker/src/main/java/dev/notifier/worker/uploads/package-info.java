/** Reads and checks the files of batches, and says what they would do. */
@NullMarked
package dev.notifier.worker.uploads;

import org.jspecify.annotations.NullMarked;
