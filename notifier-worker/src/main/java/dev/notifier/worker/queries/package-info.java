/** Asks the system that has the data which people have asked for, and answers them. */
@NullMarked
package dev.notifier.worker.queries;

import org.jspecify.annotations.NullMarked;
