/** Rows as lines of a batch: columns as fields, cells as values, all faults of a line. */
@NullMarked
package dev.notifier.batchfiles.line;

import org.jspecify.annotations.NullMarked;
