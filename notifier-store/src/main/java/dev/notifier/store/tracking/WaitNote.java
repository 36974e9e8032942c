package dev.notifier.store.tracking;

import dev.notifier.contracts.FailureReason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a planned notification waits for, as a note of it. {@code NotificationNote} reads it.
 *
 * @param at since when
 * @param from the route that it left
 * @param route the route for which it waits
 * @param retryAt when its next attempt is due; null if it already waits for its turn
 * @param reason why the carrier did not accept it; null if the carrier is not the reason
 */
public record WaitNote(
    Instant at,
    String from,
    String route,
    @Nullable Instant retryAt,
    @Nullable FailureReason reason) {
  /** The fields of the note in the database. */
  Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("kind", retryAt == null ? "MOVED" : "POSTPONED");
    fields.put("at", at.toString());
    fields.put("from", from);
    fields.put("route", route);
    if (retryAt != null) {
      fields.put("retryAt", retryAt.toString());
    }
    if (reason != null) {
      fields.put("reason", reason.name());
    }
    return fields;
  }
}
