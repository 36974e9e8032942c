/** Tests of the journal. */
@NullMarked
package dev.notifier.worker.journal;

import org.jspecify.annotations.NullMarked;
