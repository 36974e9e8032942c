package dev.notifier.api.lookup;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.tenants.TemplateName;
import dev.notifier.store.lookup.NotificationNote;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The response of a look-up. Null values are written, so every field but {@code supersedes} is
 * always present.
 *
 * @param notificationId assigned to the first copy of the event
 * @param eventId the {@code id} of the event
 * @param reason why the notification was skipped or failed, or null
 * @param supersedes the notification that it corrects; null if it corrects none
 * @param waiting why the notification has not been submitted yet; null if it waits for nothing
 */
record NotificationDocument(
    UUID notificationId,
    String source,
    String eventId,
    String type,
    NotificationState state,
    @Nullable String confidence,
    boolean possibleDuplicate,
    @Nullable String phone,
    @Nullable Template template,
    @Nullable String route,
    String lane,
    @Nullable String category,
    @Nullable String text,
    @Nullable String encoding,
    List<Segment> segments,
    @Nullable Reason reason,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID supersedes,
    @Nullable Waiting waiting,
    List<HistoryEntry> history) {
  /**
   * The template variant from which the text was rendered.
   *
   * @param tenant whose template it was: that of the notification, or one whose templates it uses
   */
  record Template(String tenant, String id, int version, String locale) {
    /** Converts the full name of a template. */
    static Template of(String fullName, int version, String locale) {
      TemplateName name = TemplateName.of(fullName);
      return new Template(name.tenant(), name.id(), version, locale);
    }
  }

  /**
   * One SMS of the message.
   *
   * @param segment the segment number, from 1
   * @param of the number of segments
   * @param messageId the carrier's message id; null if there is none
   */
  record Segment(
      int segment, int of, int attempt, @Nullable String messageId, NotificationState state) {}

  /**
   * Why a notification was skipped or failed.
   *
   * @param owner who can act on it
   * @param text what happened and what to do
   */
  record Reason(FailureReason code, FailureReason.Owner owner, String text) {}

  /**
   * Why a planned notification waits.
   *
   * @param reason the id of a {@link dev.notifier.api.routes.WaitingReason}
   * @param since since when this is so; null if unknown
   * @param retryAt when its next attempt is due; null if it waits for none, or is due
   * @param route the route for which it waits
   * @param text what happens, for people
   */
  record Waiting(
      String reason,
      @Nullable Instant since,
      @Nullable Instant retryAt,
      String route,
      String text) {}

  /**
   * A state that the notification reached, or a note.
   *
   * @param state the state at this time; a note does not change it
   * @param note what happened; null if the notification reached the state
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record HistoryEntry(
      Instant at,
      NotificationState state,
      NotificationNote.@Nullable Kind note,
      @Nullable String detail) {
    HistoryEntry(Instant at, NotificationState state, @Nullable String detail) {
      this(at, state, null, detail);
    }
  }
}
