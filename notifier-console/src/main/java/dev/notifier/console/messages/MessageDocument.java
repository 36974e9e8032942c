package dev.notifier.console.messages;

import dev.notifier.contracts.NotificationState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A notification of {@code /v1/notifications}. */
record MessageDocument(
    String notificationId,
    String source,
    String eventId,
    String type,
    String state,
    @Nullable String confidence,
    boolean possibleDuplicate,
    @Nullable String phone,
    @Nullable Template template,
    @Nullable String route,
    @Nullable String lane,
    @Nullable String category,
    @Nullable String text,
    @Nullable String encoding,
    List<Segment> segments,
    @Nullable Reason reason,
    @Nullable String supersedes,
    @Nullable Waiting waiting,
    List<Step> history) {

  /** From which template the text was made. */
  record Template(String tenant, String id, int version, @Nullable String locale) {}

  /** A segment, as the carrier got it. */
  record Segment(int segment, int of, int attempt, @Nullable String messageId, String state) {}

  /** Why it was skipped or failed. */
  record Reason(String code, String owner, @Nullable String text) {}

  /** Why it has not been sent yet. */
  record Waiting(
      String reason, @Nullable Instant since, @Nullable Instant retryAt, @Nullable String route) {}

  /**
   * An entry of the history.
   *
   * @param note null if it is a step
   */
  record Step(Instant at, String state, @Nullable String note, @Nullable String detail) {}

  /** A page of the search. */
  record Found(
      List<MessageDocument> items,
      @Nullable String next,
      boolean complete,
      @Nullable List<Count> counts) {}

  /** How many messages of a group or a batch are in a state for a reason. */
  record Count(String state, @Nullable String reason, long number) {}

  /** When the event was accepted; null if that is unknown. */
  @Nullable Instant acceptedAt() {
    return history.isEmpty() ? null : history.getFirst().at();
  }

  /** Whether no carrier may have it yet, so that it can be cancelled. */
  boolean canBeCancelled() {
    return isWaiting(state) && segments.stream().allMatch(segment -> isWaiting(segment.state()));
  }

  private static boolean isWaiting(String state) {
    return switch (NotificationState.of(state)) {
      case ACCEPTED, DEFERRED, PLANNED -> true;
      default -> false;
    };
  }

  /** Whether a carrier has got the text. */
  boolean wasSent() {
    return switch (NotificationState.of(state)) {
      case UNCONFIRMED, SUBMITTED, NO_RECEIPT, UNDELIVERED, DELIVERED -> true;
      default ->
          history.stream()
              .anyMatch(step -> NotificationState.of(step.state()) == NotificationState.SUBMITTED);
    };
  }

  /** What is true of its text: a key. */
  String textWords() {
    if (wasSent()) {
      return "messages.text";
    }
    if (isWaiting(state)) {
      return "messages.text-waiting";
    }
    boolean byCarrier = reason != null && reason.code().startsWith("CARRIER_");
    return byCarrier ? "messages.text-rejected" : "messages.text-unsent";
  }

  /** Why the message is in the state of a step, if this is its present one; null if unknown. */
  @Nullable String reasonOf(Step step) {
    boolean last = !history.isEmpty() && history.getLast().equals(step);
    return last && reason != null && step.note() == null && step.state().equals(state)
        ? reason.code()
        : null;
  }

  /** Whether its text was hidden from this person. */
  boolean isHidden() {
    return "•••".equals(text);
  }

  /** Omits what it is about. */
  @Override
  public String toString() {
    return "MessageDocument[" + notificationId + "]";
  }
}
