/**
 * Accepts the events that upstream systems write to Kafka, like those of {@code POST /v1/events}.
 */
@NullMarked
package dev.notifier.api.eventsin;

import org.jspecify.annotations.NullMarked;
