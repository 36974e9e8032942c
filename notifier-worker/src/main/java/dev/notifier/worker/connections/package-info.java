/** Limits the connections to the worker's health and metrics. */
@NullMarked
package dev.notifier.worker.connections;

import org.jspecify.annotations.NullMarked;
