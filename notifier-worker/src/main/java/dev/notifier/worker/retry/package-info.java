/** Brings refused submissions back into their lanes when their time has come. */
@NullMarked
package dev.notifier.worker.retry;

import org.jspecify.annotations.NullMarked;
