package dev.notifier.api.lookup;

import dev.notifier.api.lookup.NotificationDocument.HistoryEntry;
import dev.notifier.api.lookup.NotificationDocument.Reason;
import dev.notifier.api.lookup.NotificationDocument.Segment;
import dev.notifier.api.lookup.NotificationDocument.Template;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.lookup.StoredNotification;
import dev.notifier.store.lookup.StoredNotification.Parts;
import dev.notifier.store.lookup.StoredNotification.Times;
import dev.notifier.store.lookup.StoredNotification.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Converts a stored notification into the document that callers see. Has no side effects. */
final class NotificationHistory {
  private NotificationHistory() {}

  static NotificationDocument document(StoredNotification stored) {
    Wording message = stored.wording();
    FailureReason reason = stored.reason();
    return new NotificationDocument(
        stored.id(),
        stored.source(),
        stored.eventId(),
        stored.type(),
        stored.state(),
        stored.confidence(),
        stored.possibleDuplicate(),
        stored.phone(),
        message == null
            ? null
            : new Template(message.templateId(), message.templateVersion(), message.locale()),
        stored.route(),
        stored.lane().toLowerCase(Locale.ROOT),
        stored.category(),
        message == null ? null : message.text(),
        message == null ? null : message.encoding(),
        segments(stored),
        reason == null ? null : new Reason(reason, reason.owner(), reason.text()),
        history(stored));
  }

  private static List<Segment> segments(StoredNotification stored) {
    List<@Nullable String> messageIds = stored.messageIds();
    List<Segment> segments = new ArrayList<>();
    for (int segment = 1; segment <= stored.segments(); segment++) {
      segments.add(
          new Segment(
              segment,
              stored.segments(),
              stored.attempt(),
              segment <= messageIds.size() ? messageIds.get(segment - 1) : null,
              segmentState(segment, stored)));
    }
    return segments;
  }

  /** The highest known state of a segment; if nothing is known, the notification decides. */
  private static NotificationState segmentState(int segment, StoredNotification stored) {
    Parts segments = stored.parts();
    long bit = 1L << (segment - 1);
    if ((segments.delivered() & bit) != 0) {
      return NotificationState.DELIVERED;
    }
    if ((segments.failed() & bit) != 0) {
      return stored.state() == NotificationState.EXPIRED
          ? NotificationState.EXPIRED
          : NotificationState.UNDELIVERED;
    }
    if ((segments.accepted() & bit) != 0) {
      return stored.state() == NotificationState.NO_RECEIPT
          ? NotificationState.NO_RECEIPT
          : NotificationState.SUBMITTED;
    }
    if ((segments.rejected() & bit) != 0) {
      return NotificationState.REJECTED;
    }
    if ((segments.doubtful() & bit) != 0) {
      return NotificationState.UNCONFIRMED;
    }
    boolean neverSent = stored.state().isFinal() && stored.state() != NotificationState.DELIVERED;
    return neverSent ? stored.state() : NotificationState.PLANNED;
  }

  private static List<HistoryEntry> history(StoredNotification stored) {
    Times times = stored.times();
    List<HistoryEntry> history = new ArrayList<>();
    history.add(new HistoryEntry(times.accepted(), NotificationState.ACCEPTED, null));
    if (stored.wording() != null && stored.state() != NotificationState.DEFERRED) {
      history.add(new HistoryEntry(times.planned(), NotificationState.PLANNED, null));
    }
    if (times.submitted() != null) {
      history.add(
          new HistoryEntry(times.submitted(), NotificationState.SUBMITTED, failover(stored)));
    }
    Instant finished = times.finished();
    if (history.getLast().state() != stored.state()) {
      Instant at = finished != null ? finished : lastKnown(times);
      history.add(new HistoryEntry(at, stored.state(), stored.detail()));
    }
    return history;
  }

  /** Null if the message was submitted on the route for which it was planned. */
  private static @Nullable String failover(StoredNotification stored) {
    boolean failedOver = stored.firstRoute() != null && !stored.firstRoute().equals(stored.route());
    return failedOver ? "failed over to route " + stored.route() : null;
  }

  private static Instant lastKnown(Times times) {
    Instant submitted = times.submitted();
    return submitted == null ? times.planned() : submitted;
  }
}
