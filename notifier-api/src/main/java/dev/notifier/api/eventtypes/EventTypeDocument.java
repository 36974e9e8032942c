package dev.notifier.api.eventtypes;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.notifier.store.eventtypes.EventTypeStore;
import java.time.Instant;
import java.util.List;

/**
 * One version of an event type with its author and time.
 *
 * @param changedBy {@code shipped}, or the name of the caller
 */
record EventTypeDocument(
    @JsonUnwrapped EventTypeDefinition definition, Instant changedAt, String changedBy) {
  static EventTypeDocument of(EventTypeStore.Version version) {
    return new EventTypeDocument(
        EventTypeDefinition.of(version.type(), version.breaking()),
        version.changedAt(),
        version.changedBy());
  }

  /** The current versions of all event types, without their schemas. */
  record All(List<EventTypeStore.Summary> eventTypes) {}

  /** The versions of an event type without their content, the newest first. */
  record Versions(String name, List<EventTypeStore.Change> versions) {}
}
