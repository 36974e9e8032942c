/** Takes events in: reads, checks, hands to Kafka, and tells for each one what became of it. */
@NullMarked
package dev.notifier.api.intake;

import org.jspecify.annotations.NullMarked;
