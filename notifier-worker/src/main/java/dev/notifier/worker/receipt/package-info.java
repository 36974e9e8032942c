/** Parses delivery receipts and matches them with the responses to the segments they are about. */
@NullMarked
package dev.notifier.worker.receipt;

import org.jspecify.annotations.NullMarked;
