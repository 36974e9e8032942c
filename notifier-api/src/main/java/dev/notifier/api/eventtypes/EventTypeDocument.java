package dev.notifier.api.eventtypes;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.notifier.api.http.PageRequest.Page;
import dev.notifier.store.eventtypes.EventTypeStore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /**
   * A page of the event types in their current versions, without their schemas.
   *
   * @param next the {@code after} of the next page; null on the last page
   */
  record All(List<EventTypeStore.Summary> eventTypes, @Nullable String next) {
    static All of(Page<EventTypeStore.Summary> page) {
      return new All(page.elements(), page.next());
    }
  }

  /**
   * A page of the versions of an event type without their content, the newest first.
   *
   * @param next the {@code after} of the next page; null on the last page
   */
  record Versions(String name, List<EventTypeStore.Change> versions, @Nullable String next) {
    static Versions of(String name, Page<EventTypeStore.Change> page) {
      return new Versions(name, page.elements(), page.next());
    }
  }
}
