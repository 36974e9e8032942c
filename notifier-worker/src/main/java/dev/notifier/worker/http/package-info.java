/**
 * Sends requests to addresses that callers have chosen, and to no others than the configuration
 * allows.
 */
@NullMarked
package dev.notifier.worker.http;

import org.jspecify.annotations.NullMarked;
