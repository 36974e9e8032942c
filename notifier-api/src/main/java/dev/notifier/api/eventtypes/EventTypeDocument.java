package dev.notifier.api.eventtypes;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.Lane;
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
  record All(List<Summary> eventTypes) {
    static All of(List<EventTypeRecord> types) {
      return new All(types.stream().map(Summary::of).toList());
    }
  }

  record Summary(
      String name, int version, String title, Category category, Lane lane, String template) {
    static Summary of(EventTypeRecord type) {
      return new Summary(
          type.name(), type.version(), type.title(), type.category(), type.lane(), type.template());
    }
  }

  /** The versions of an event type, the newest first. */
  record Versions(String name, List<Change> versions) {
    static Versions of(String name, List<EventTypeStore.Version> versions) {
      return new Versions(name, versions.stream().map(Change::of).toList());
    }
  }

  /**
   * A version without its content.
   *
   * @param breaking true if callers of the previous version had to change
   */
  record Change(int version, boolean breaking, Instant changedAt, String changedBy) {
    static Change of(EventTypeStore.Version version) {
      return new Change(
          version.type().version(), version.breaking(), version.changedAt(), version.changedBy());
    }
  }
}
