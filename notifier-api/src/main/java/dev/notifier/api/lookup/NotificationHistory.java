package dev.notifier.api.lookup;

import dev.notifier.api.lookup.NotificationDocument.Segment;
import dev.notifier.api.lookup.NotificationDocument.Step;
import dev.notifier.api.lookup.NotificationDocument.Template;
import dev.notifier.api.lookup.NotificationDocument.Why;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.lookup.StoredNotification;
import dev.notifier.store.lookup.StoredNotification.Segments;
import dev.notifier.store.lookup.StoredNotification.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells a stored notification as a document. Pure. */
final class NotificationHistory {
  private NotificationHistory() {}

  static NotificationDocument of(StoredNotification stored) {
    StoredNotification.Message wording = stored.message();
    FailureReason reason = stored.status().reason();
    return new NotificationDocument(
        stored.event().source(),
        stored.event().id(),
        stored.event().type(),
        stored.status().state(),
        stored.status().confidence(),
        stored.status().possibleDuplicate(),
        stored.phone(),
        wording == null
            ? null
            : new Template(wording.templateId(), wording.templateVersion(), wording.locale()),
        stored.route(),
        stored.event().lane().toLowerCase(Locale.ROOT),
        stored.event().category(),
        wording == null ? null : wording.text(),
        wording == null ? null : wording.encoding(),
        segments(stored),
        reason == null ? null : new Why(reason, reason.owner(), reason.text()),
        timeline(stored));
  }

  private static List<Segment> segments(StoredNotification stored) {
    List<Segment> segments = new ArrayList<>();
    for (int part = 1; part <= stored.segments().count(); part++) {
      List<@Nullable String> ids = stored.segments().messageIds();
      segments.add(
          new Segment(
              part,
              stored.segments().count(),
              stored.status().attempt(),
              part <= ids.size() ? ids.get(part - 1) : null,
              stateOf(part, stored)));
    }
    return segments;
  }

  /** The furthest that is known of a part; where nothing is, the whole message tells. */
  private static NotificationState stateOf(int part, StoredNotification stored) {
    Segments parts = stored.segments();
    long bit = 1L << (part - 1);
    if ((parts.delivered() & bit) != 0) {
      return NotificationState.DELIVERED;
    }
    if ((parts.failed() & bit) != 0) {
      return stored.status().state() == NotificationState.EXPIRED
          ? NotificationState.EXPIRED
          : NotificationState.UNDELIVERED;
    }
    if ((parts.accepted() & bit) != 0) {
      return stored.status().state() == NotificationState.NO_RECEIPT
          ? NotificationState.NO_RECEIPT
          : NotificationState.SUBMITTED;
    }
    if ((parts.rejected() & bit) != 0) {
      return NotificationState.REJECTED;
    }
    if ((parts.unconfirmed() & bit) != 0) {
      return NotificationState.UNCONFIRMED;
    }
    boolean neverSent =
        stored.status().state().isFinal() && stored.status().state() != NotificationState.DELIVERED;
    return neverSent ? stored.status().state() : NotificationState.PLANNED;
  }

  private static List<Step> timeline(StoredNotification stored) {
    Times times = stored.times();
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(times.accepted(), NotificationState.ACCEPTED, null));
    if (stored.message() != null && stored.status().state() != NotificationState.DEFERRED) {
      steps.add(new Step(times.planned(), NotificationState.PLANNED, null));
    }
    if (times.submitted() != null) {
      steps.add(new Step(times.submitted(), NotificationState.SUBMITTED, handedOn(stored)));
    }
    Instant finished = times.finished();
    if (steps.getLast().state() != stored.status().state()) {
      Instant at = finished != null ? finished : lastKnown(times);
      steps.add(new Step(at, stored.status().state(), stored.status().detail()));
    }
    return steps;
  }

  /** Null when the route that it was planned for took it. */
  private static @Nullable String handedOn(StoredNotification stored) {
    boolean handedOn = stored.firstRoute() != null && !stored.firstRoute().equals(stored.route());
    return handedOn ? "handed on to route " + stored.route() : null;
  }

  private static Instant lastKnown(Times times) {
    Instant submitted = times.submitted();
    return submitted == null ? times.planned() : submitted;
  }
}
