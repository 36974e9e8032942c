/** Accepts events: reads and validates them, writes them to Kafka, reports the outcome of each. */
@NullMarked
package dev.notifier.api.intake;

import org.jspecify.annotations.NullMarked;
