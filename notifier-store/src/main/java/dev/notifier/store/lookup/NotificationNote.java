package dev.notifier.store.lookup;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.RecordJson;
import dev.notifier.store.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What happened to a notification besides changes of its state.
 *
 * @param at when it happened, or when the plan stage saw it
 * @param order the order to plan it again; 0 in notes of another kind
 * @param was what it was before it was planned again, or released; null in notes of another kind
 * @param waits what it waits or waited for; null in notes of another kind
 * @param by the notification that supersedes it; null in notes of another kind
 */
public record NotificationNote(
    Kind kind,
    Instant at,
    long order,
    @Nullable Former was,
    @Nullable Wait waits,
    @Nullable UUID by) {
  /** A note that is about no other notification. */
  public NotificationNote(
      Kind kind, Instant at, long order, @Nullable Former was, @Nullable Wait waits) {
    this(kind, at, order, was, waits, null);
  }

  /** What happened. */
  public enum Kind {
    /** The caller sent the event again with another body; it was dropped. */
    OTHER_BODY,
    /** The caller sent an event again that only an operator can plan again; it was dropped. */
    COPY,
    /** An operator ordered that a skipped event is planned again. */
    PLANNED_AGAIN,
    /** The message waits on a retry topic. It has one note of this kind or the next: the last. */
    POSTPONED,
    /** The message waits on another route. */
    MOVED,
    /** The number, the text and the references were erased at the request of the recipient. */
    ERASED,
    /** Another event corrects this one, which is cancelled if no carrier has it. */
    SUPERSEDED,
    /** The event corrects one that was not planned before. */
    SUPERSEDES_UNKNOWN,
    /** It waited for a time; callers see this as a state that it had. */
    DEFERRED
  }

  /**
   * What a message waits for.
   *
   * @param from the route that it left
   * @param route the route for which it waits
   * @param retryAt when its next attempt is due; null in a note that it moved
   * @param reason why the carrier did not accept it; {@link FailureReason#RESPONSE_MISSING} if the
   *     carrier does not respond to submissions to its number; null if the carrier is not the
   *     reason
   */
  public record Wait(
      String from, String route, @Nullable Instant retryAt, @Nullable FailureReason reason) {}

  /**
   * What a notification was before it was planned again, or released.
   *
   * @param reason the name of a failure reason; empty if there is none
   * @param detail empty if there is none
   */
  public record Former(NotificationState state, String reason, String detail, Instant at) {}

  /** The note, as the column has it, that a notification is planned again by an order. */
  public static String plannedAgain(Instant at, long order, Former was) {
    return JsonText.write(
        Map.of(
            "kind",
            Kind.PLANNED_AGAIN,
            "at",
            at.toString(),
            "order",
            order,
            "was",
            Map.of(
                "state",
                was.state(),
                "reason",
                was.reason(),
                "detail",
                was.detail(),
                "at",
                was.at().toString())));
  }

  /** The note, as the column has it, that another event corrects that of a notification. */
  public static String superseded(Instant at, UUID by) {
    return JsonText.write(
        Map.of("kind", Kind.SUPERSEDED, "at", at.toString(), "by", by.toString()));
  }

  /** The note, as the column has it, that an event corrects one that was not planned before. */
  public static String supersedesUnknown(Instant at) {
    return JsonText.write(Map.of("kind", Kind.SUPERSEDES_UNKNOWN, "at", at.toString()));
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
      Kind kind = kind(text(note, "kind"));
      if (kind != null) {
        read.add(
            new NotificationNote(
                kind,
                Instant.parse(text(note, "at")),
                note.path("order").asLong(0),
                kind == Kind.PLANNED_AGAIN || kind == Kind.DEFERRED
                    ? former(note.path("was"))
                    : null,
                kind == Kind.POSTPONED || kind == Kind.MOVED ? waits(note) : null,
                kind == Kind.SUPERSEDED ? UUID.fromString(text(note, "by")) : null));
      }
    }
    return read;
  }

  private static Former former(JsonNode was) {
    return new Former(
        NotificationState.of(text(was, "state")),
        text(was, "reason"),
        text(was, "detail"),
        Instant.parse(text(was, "at")));
  }

  private static Wait waits(JsonNode note) {
    String retryAt = text(note, "retryAt");
    String reason = text(note, "reason");
    return new Wait(
        text(note, "from"),
        text(note, "route"),
        retryAt.isEmpty() ? null : Instant.parse(retryAt),
        reason.isEmpty() ? null : FailureReason.of(reason));
  }

  private static String text(JsonNode note, String field) {
    return note.path(field).asString("");
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
