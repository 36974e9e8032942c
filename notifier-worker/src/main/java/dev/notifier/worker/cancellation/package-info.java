/** The rules of cancellations in force, and how many messages each of them has cancelled. */
@NullMarked
package dev.notifier.worker.cancellation;

import org.jspecify.annotations.NullMarked;
