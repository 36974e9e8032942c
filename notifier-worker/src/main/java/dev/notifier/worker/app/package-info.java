/** Assembles the worker: configuration, clocks, start and stop of the stages, health. */
@NullMarked
package dev.notifier.worker.app;

import org.jspecify.annotations.NullMarked;
