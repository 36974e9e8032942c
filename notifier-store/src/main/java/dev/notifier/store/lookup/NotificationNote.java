package dev.notifier.store.lookup;

import dev.notifier.contracts.RecordJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What happened to a notification besides changes of its state.
 *
 * @param at when the plan stage saw it
 */
public record NotificationNote(Kind kind, Instant at) {
  /** What happened. */
  public enum Kind {
    /** The caller sent the event again with another body; it was dropped. */
    OTHER_BODY
  }

  /** Reads the column; notes of a newer release are left out. */
  static List<NotificationNote> read(@Nullable String json) {
    JsonNode notes =
        json == null ? null : RecordJson.readTree(json.getBytes(StandardCharsets.UTF_8));
    if (notes == null) {
      return List.of();
    }
    List<NotificationNote> read = new ArrayList<>();
    for (JsonNode note : notes) {
      Kind kind = kind(note.path("kind").asString(""));
      if (kind != null) {
        read.add(new NotificationNote(kind, Instant.parse(note.path("at").asString(""))));
      }
    }
    return read;
  }

  private static @Nullable Kind kind(String name) {
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    return null;
  }
}
