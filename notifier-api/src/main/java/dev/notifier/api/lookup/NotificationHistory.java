package dev.notifier.api.lookup;

import dev.notifier.api.lookup.NotificationDocument.HistoryEntry;
import dev.notifier.api.lookup.NotificationDocument.Reason;
import dev.notifier.api.lookup.NotificationDocument.Segment;
import dev.notifier.api.lookup.NotificationDocument.Template;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.lookup.NotificationNote;
import dev.notifier.store.lookup.StoredNotification;
import dev.notifier.store.lookup.StoredNotification.Event;
import dev.notifier.store.lookup.StoredNotification.Message;
import dev.notifier.store.lookup.StoredNotification.Segments;
import dev.notifier.store.lookup.StoredNotification.Status;
import dev.notifier.store.lookup.StoredNotification.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Converts a stored notification into the document that callers see. */
final class NotificationHistory {
  private NotificationHistory() {}

  /**
   * Converts a notification; masks what the caller may not see.
   *
   * @param caller of the tenant of the notification
   */
  static NotificationDocument document(StoredNotification stored, Waits waits, Caller caller) {
    NotificationDocument document = document(stored, waits);
    return caller.has(Scope.PERSONAL_DATA_READ) ? document : PersonalDataMask.of(document);
  }

  /** Converts a notification. */
  static NotificationDocument document(StoredNotification stored, Waits waits) {
    Event event = stored.event();
    Status status = stored.status();
    Message message = stored.message();
    return new NotificationDocument(
        stored.id(),
        event.source(),
        event.id(),
        event.type(),
        status.state(),
        status.confidence(),
        status.possibleDuplicate(),
        stored.phone(),
        message == null
            ? null
            : Template.of(message.templateId(), message.templateVersion(), message.locale()),
        stored.route(),
        event.lane().toLowerCase(Locale.ROOT),
        event.category(),
        message == null ? null : message.text(),
        message == null ? null : message.encoding(),
        segments(stored.segments(), status),
        reason(status.reason()),
        stored.supersedes(),
        waits.of(stored),
        history(stored));
  }

  private static @Nullable Reason reason(@Nullable FailureReason reason) {
    return reason == null ? null : new Reason(reason, reason.owner(), reason.text());
  }

  private static List<Segment> segments(Segments stored, Status status) {
    List<@Nullable String> messageIds = stored.messageIds();
    List<Segment> segments = new ArrayList<>();
    for (int segment = 1; segment <= stored.count(); segment++) {
      segments.add(
          new Segment(
              segment,
              stored.count(),
              status.attempt(),
              segment <= messageIds.size() ? messageIds.get(segment - 1) : null,
              segmentState(segment, stored, status.state())));
    }
    return segments;
  }

  /** The highest known state of a segment; if nothing is known, the notification decides. */
  private static NotificationState segmentState(
      int segment, Segments segments, NotificationState notification) {
    long bit = 1L << (segment - 1);
    if ((segments.delivered() & bit) != 0) {
      return NotificationState.DELIVERED;
    }
    if ((segments.failed() & bit) != 0) {
      return notification == NotificationState.EXPIRED
          ? NotificationState.EXPIRED
          : NotificationState.UNDELIVERED;
    }
    if ((segments.accepted() & bit) != 0) {
      return notification == NotificationState.NO_RECEIPT
          ? NotificationState.NO_RECEIPT
          : NotificationState.SUBMITTED;
    }
    if ((segments.rejected() & bit) != 0) {
      return NotificationState.REJECTED;
    }
    if ((segments.unconfirmed() & bit) != 0) {
      return NotificationState.UNCONFIRMED;
    }
    boolean neverSent =
        notification == NotificationState.DEFERRED
            || (notification.isFinal() && notification != NotificationState.DELIVERED);
    return neverSent ? notification : NotificationState.PLANNED;
  }

  private static List<HistoryEntry> history(StoredNotification stored) {
    Times times = stored.times();
    NotificationState state = stored.status().state();
    List<HistoryEntry> history = new ArrayList<>();
    history.add(new HistoryEntry(times.accepted(), NotificationState.ACCEPTED, null));
    if (stored.message() != null && state != NotificationState.DEFERRED) {
      history.add(new HistoryEntry(times.planned(), NotificationState.PLANNED, null));
    }
    if (times.submitted() != null) {
      history.add(
          new HistoryEntry(times.submitted(), NotificationState.SUBMITTED, failover(stored)));
    }
    Instant finished = times.finished();
    if (history.getLast().state() != state) {
      Instant at = finished != null ? finished : lastKnown(times);
      history.add(new HistoryEntry(at, state, detail(stored.status())));
    }
    addFormerStates(history, stored.notes());
    addNotes(history, stored.notes());
    return history;
  }

  /**
   * Puts what the notification was before it was planned again, or released, after its acceptance.
   */
  private static void addFormerStates(List<HistoryEntry> history, List<NotificationNote> notes) {
    int index = 1;
    for (NotificationNote note : notes) {
      NotificationNote.Former was = note.was();
      if (was != null) {
        history.add(index++, new HistoryEntry(was.at(), was.state(), detail(was)));
        if (note.kind() == NotificationNote.Kind.PLANNED_AGAIN) {
          history.add(index++, new HistoryEntry(note.at(), was.state(), note.kind(), detail(note)));
        }
      }
    }
  }

  /** Puts each of the other notes before the next state, with the state before it. */
  private static void addNotes(List<HistoryEntry> history, List<NotificationNote> notes) {
    for (NotificationNote note : notes) {
      if (note.was() == null) {
        int index = history.size();
        while (index > 1 && history.get(index - 1).at().isAfter(note.at())) {
          index--;
        }
        history.add(
            index,
            new HistoryEntry(note.at(), history.get(index - 1).state(), note.kind(), detail(note)));
      }
    }
  }

  private static String detail(NotificationNote.Former was) {
    if (was.state() == NotificationState.DEFERRED) {
      return until(was.detail(), was.reason());
    }
    return was.detail().isEmpty() ? was.reason() : was.reason() + ": " + was.detail();
  }

  private static @Nullable String detail(Status status) {
    return status.state() == NotificationState.DEFERRED
        ? until(String.valueOf(status.detail()), String.valueOf(status.reason()))
        : status.detail();
  }

  private static String until(String time, String reason) {
    return "until " + time + " (" + reason + ")";
  }

  private static String detail(NotificationNote note) {
    return switch (note.kind()) {
      case OTHER_BODY ->
          "the event was sent again with another body, which was dropped: the first one counts;"
              + " send another fact with another id";
      case COPY ->
          "a copy of the event was dropped as a duplicate; while the notification is skipped, only an"
              + " operator can have it planned again";
      case PLANNED_AGAIN -> "planned again by order " + note.order() + " of an operator";
      case ERASED -> "the number, the text and the references were erased";
      case SUPERSEDED ->
          "superseded by the notification " + note.by() + ", and cancelled if no carrier had it";
      case SUPERSEDES_UNKNOWN ->
          "the event that it supersedes was not planned before, so nothing is cancelled";
      case DEFERRED -> ""; // It is a state.
      case POSTPONED, MOVED -> note.waits() == null ? "" : detail(note.waits());
    };
  }

  private static String detail(NotificationNote.Wait wait) {
    String what =
        wait.retryAt() == null
            ? "moved from route " + wait.from() + " to route " + wait.route()
            : "sent again at " + wait.retryAt() + " on route " + wait.route();
    FailureReason why = wait.reason();
    if (why == FailureReason.RESPONSE_MISSING) {
      return what + ", because the carrier does not respond to submissions to this number";
    }
    return why == null ? what : what + ", because of " + why + ": " + why.text();
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
