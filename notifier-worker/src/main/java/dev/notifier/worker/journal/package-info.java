/** The journal of a bind: its records, how they are written and read, recovery, and trimming. */
@NullMarked
package dev.notifier.worker.journal;

import org.jspecify.annotations.NullMarked;
