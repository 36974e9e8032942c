package dev.notifier.api.eventtypes;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.store.eventtypes.EventTypeStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Answers about kinds of events; one alone is in the form that it is written in. */
final class EventTypeDocument {
  private EventTypeDocument() {}

  /** All types as they are in force, without their schemas. */
  record All(List<Line> eventTypes) {
    static All of(List<EventTypeRecord> types) {
      return new All(types.stream().map(Line::of).toList());
    }
  }

  /** One of many. */
  record Line(
      String name, int version, String title, Category category, Lane lane, String template) {
    static Line of(EventTypeRecord type) {
      return new Line(
          type.name(), type.version(), type.title(), type.category(), type.lane(), type.template());
    }
  }

  /** Who made which version. */
  record Versions(String name, List<Change> versions) {
    static Versions of(String name, List<EventTypeStore.Version> versions) {
      return new Versions(name, versions.stream().map(Change::of).toList());
    }
  }

  /**
   * One change.
   *
   * @param breaking whether callers of the version before had to follow
   */
  record Change(int version, boolean breaking, Instant changedAt, String changedBy) {
    static Change of(EventTypeStore.Version version) {
      return new Change(
          version.type().version(), version.breaking(), version.changedAt(), version.changedBy());
    }
  }

  /** One version of a type with its change. */
  static Map<String, Object> of(EventTypeStore.Version version) {
    Map<String, Object> document = EventTypeDefinition.write(version.type());
    document.put("breaking", version.breaking());
    document.put("changedAt", version.changedAt());
    document.put("changedBy", version.changedBy());
    return document;
  }
}
