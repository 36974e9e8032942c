package dev.notifier.contracts.quarantine;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.wire.RecordFormats;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The identity of an event: what a caller needs to find it.
 *
 * @param source the caller's CloudEvents {@code source}
 * @param id the caller's CloudEvents {@code id}
 * @param type the event type; empty if it is unknown
 */
public record EventIdentity(String tenant, String source, String id, String type) {
  /**
   * Reads the identity from a value that is not a complete {@link EventRecord}.
   *
   * @return null if the value is not JSON or lacks a part of the identity
   */
  public static @Nullable EventIdentity of(byte @Nullable [] value) {
    JsonNode json = RecordJson.readTree(value);
    if (json == null) {
      return null;
    }
    String tenant = text(json, "tenant");
    String source = text(json, "source");
    String id = text(json, "id");
    String type = text(json, "type");
    return tenant == null || source == null || id == null
        ? null
        : new EventIdentity(tenant, source, id, type == null ? "" : type);
  }

  /** Reads the notification that any other record is about; null if it cannot be read. */
  public static @Nullable UUID notificationIdOf(byte @Nullable [] value) {
    if (value != null && value.length > 0 && value[0] != '{') {
      return RecordFormats.notificationIdOf(value);
    }
    JsonNode json = RecordJson.readTree(value);
    String id = json == null ? null : text(json, "notificationId");
    try {
      return id == null ? null : UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable String text(JsonNode json, String field) {
    JsonNode value = json.get(field);
    return value != null && value.isString() && !value.stringValue().isEmpty()
        ? value.stringValue()
        : null;
  }
}
