/** Batches: upload of a file, questions, dry run, release, progress and commands. */
@NullMarked
package dev.notifier.console.batches;

import org.jspecify.annotations.NullMarked;
