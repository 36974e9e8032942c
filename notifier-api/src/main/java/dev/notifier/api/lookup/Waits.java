package dev.notifier.api.lookup;

import dev.notifier.api.lookup.NotificationDocument.Waiting;
import dev.notifier.api.routes.RouteWaiting;
import dev.notifier.api.routes.WaitingReason;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.lookup.NotificationNote;
import dev.notifier.store.lookup.StoredNotification;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says what a notification waits for: a time, if it is deferred; if it is planned, its next
 * attempt, according to its last note, or its turn on the route to which it was moved last.
 * Thread-safe.
 */
final class Waits {
  private final Function<String, RouteWaiting.Waiting> routes;
  private final InstantSource clock;

  /**
   * @param routes returns why the messages of a route wait; asked only for a message that waits
   */
  Waits(Function<String, RouteWaiting.Waiting> routes, InstantSource clock) {
    this.routes = routes;
    this.clock = clock;
  }

  /** Returns what a notification waits for; null if it does not wait. */
  @Nullable Waiting of(StoredNotification stored) {
    if (stored.status().state() == NotificationState.DEFERRED) {
      return deferred(stored);
    }
    if (stored.status().state() != NotificationState.PLANNED || stored.route() == null) {
      return null;
    }
    NotificationNote last = lastWait(stored);
    NotificationNote.Wait wait = last == null ? null : last.waits();
    String name = wait == null ? stored.route() : wait.route();
    RouteWaiting.Waiting route = routes.apply(name);
    Instant retryAt = wait == null ? null : dueLater(wait.retryAt());
    FailureReason noted = wait == null ? null : wait.reason();
    if (noted == FailureReason.QUIET_HOURS && retryAt != null) {
      return forTime(noted, last == null ? null : last.at(), retryAt, name);
    }
    WaitingReason own =
        isReason(route.reason(), retryAt)
            ? null
            : ownReason(noted, retryAt, stored.status().attempt());
    if (own == null) {
      return waiting(route.reason(), route.since(), retryAt, name);
    }
    boolean isNoted = own == WaitingReason.NUMBER_SILENT || isRejection(noted);
    return waiting(own, last != null && isNoted ? last.at() : null, retryAt, name);
  }

  /** It waits until the time in its detail; one whose reason is unknown has none. */
  private static @Nullable Waiting deferred(StoredNotification stored) {
    FailureReason reason = stored.status().reason();
    String route = stored.route();
    return reason == null || route == null
        ? null
        : forTime(reason, stored.times().planned(), until(stored.status().detail()), route);
  }

  private static @Nullable Instant until(@Nullable String detail) {
    try {
      return detail == null ? null : Instant.parse(detail);
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  private static Waiting forTime(
      FailureReason reason, @Nullable Instant since, @Nullable Instant until, String route) {
    String id = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Waiting(id, since, until, route, reason.text());
  }

  private @Nullable Instant dueLater(@Nullable Instant retryAt) {
    return retryAt != null && retryAt.isAfter(clock.instant()) ? retryAt : null;
  }

  /**
   * Whether the route is the reason: what keeps all of its messages back may keep this one back for
   * longer than its next attempt.
   */
  private static boolean isReason(WaitingReason route, @Nullable Instant retryAt) {
    return route != WaitingReason.QUEUED && (route != WaitingReason.UNKNOWN || retryAt == null);
  }

  /**
   * The reason of the message itself; null if there is none.
   *
   * @param noted why the carrier did not accept it
   * @param retryAt null if no attempt is due in the future
   */
  private static @Nullable WaitingReason ownReason(
      @Nullable FailureReason noted, @Nullable Instant retryAt, int attempt) {
    if (noted == FailureReason.RESPONSE_MISSING && retryAt != null) {
      return WaitingReason.NUMBER_SILENT;
    }
    // An attempt after the first is only made if the carrier rejected one temporarily.
    return isRejection(noted) || attempt > 1 ? WaitingReason.RETRY : null;
  }

  private static boolean isRejection(@Nullable FailureReason noted) {
    return noted != null && noted != FailureReason.RESPONSE_MISSING;
  }

  private static @Nullable NotificationNote lastWait(StoredNotification stored) {
    NotificationNote last = null;
    for (NotificationNote note : stored.notes()) {
      last = note.waits() == null ? last : note;
    }
    return last;
  }

  private static Waiting waiting(
      WaitingReason reason, @Nullable Instant since, @Nullable Instant retryAt, String route) {
    return new Waiting(reason.id(), since, retryAt, route, reason.text());
  }
}
