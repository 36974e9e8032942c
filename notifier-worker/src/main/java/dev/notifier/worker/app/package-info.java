/** Puts the worker together: configuration, clocks, order of start and stop, health. */
@NullMarked
package dev.notifier.worker.app;

import org.jspecify.annotations.NullMarked;
