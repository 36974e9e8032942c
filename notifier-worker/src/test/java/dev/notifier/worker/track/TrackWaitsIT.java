package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.ROUTE;
import static dev.notifier.worker.track.TrackHarness.T0;
import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.response;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.Transfer;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.store.lookup.NotificationNote;
import dev.notifier.store.lookup.NotificationNote.Kind;
import dev.notifier.store.lookup.NotificationNote.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the look-up learns about messages that wait for their next attempt or on another route. */
class TrackWaitsIT {
  private static final FailureReason THROTTLED = FailureReason.CARRIER_THROTTLED;

  private final TrackHarness track = new TrackHarness();

  @AfterEach
  void close() {
    track.close();
  }

  @Test
  void theFirstAttemptThatTheCarrierRejectsTemporarilyNotesWhenTheNextOneIsDue() {
    UUID id = track.planned(1);
    UUID other = track.planned(1);

    track.read(retried(id, T0, Duration.ofSeconds(5)));

    assertThat(track.state(id).state()).isEqualTo(NotificationState.PLANNED);
    assertThat(notes(id)).containsExactly(postponed(T0, T0.plusSeconds(5)));
    assertThat(notes(other)).isEmpty();
    assertThat(track.published(id)).isEmpty();
  }

  @Test
  void theLastOfThemCountsInWhicheverOrderAndHoweverOftenTheyAreRead() {
    UUID id = track.planned(1);
    JournalRecord first = retried(id, T0, Duration.ofSeconds(5));
    JournalRecord second = retried(id, T0.plusSeconds(6), Duration.ofSeconds(30));
    JournalRecord moved =
        journal(ROUTE, transfer(id, "vina", T0.plusMillis(8_500), null, null), List.of());
    NotificationNote last =
        new NotificationNote(
            Kind.MOVED, T0.plusMillis(8_500), 0, null, new Wait(ROUTE, "vina", null, null));

    track.read(second, first);
    assertThat(notes(id)).containsExactly(postponed(T0.plusSeconds(6), T0.plusSeconds(36)));
    track.read(moved);
    assertThat(notes(id)).containsExactly(last);
    track.read(first);
    track.read(second, moved);
    assertThat(notes(id)).containsExactly(last);
  }

  @Test
  void otherNotesStay() {
    UUID id = track.planned(1);
    track.jdbc.update(
        "update notifications set notes = '[{\"kind\": \"OTHER_BODY\", \"at\": \"%s\"}]' where id = ?"
            .formatted(T0),
        id);

    track.read(retried(id, T0, Duration.ofSeconds(5)));
    track.read(retried(id, T0.plusSeconds(5), Duration.ofSeconds(30)));

    assertThat(notes(id))
        .extracting(NotificationNote::kind)
        .containsExactly(Kind.OTHER_BODY, Kind.POSTPONED);
  }

  @Test
  void aNotificationThatIsNoLongerPlannedWaitsForNothing() {
    UUID late = track.planned(1);
    track.read(accepted(late, 1, "A"));
    track.read(retried(late, T0, Duration.ofSeconds(5)));
    UUID together = track.planned(1);
    track.read(retried(together, T0, Duration.ofSeconds(5)), accepted(together, 1, "B"));

    assertThat(notes(late)).isEmpty();
    assertThat(notes(together)).isEmpty();
  }

  /** A reason of a newer worker is not stored; when the message is sent again is known anyway. */
  @Test
  void anUnknownReasonIsLeftOut() {
    UUID id = track.planned(1);

    track.read(
        journal(
            ROUTE, transfer(id, ROUTE, T0, T0.plusSeconds(5), FailureReason.UNKNOWN), List.of()));

    assertThat(notes(id))
        .extracting(NotificationNote::waits)
        .containsExactly(new Wait(ROUTE, ROUTE, T0.plusSeconds(5), null));
  }

  private List<NotificationNote> notes(UUID id) {
    return new NotificationLookup(track.pool, Instant::now)
        .find("default", id)
        .orElseThrow()
        .notes();
  }

  private static NotificationNote postponed(Instant at, Instant due) {
    return new NotificationNote(
        Kind.POSTPONED, at, 0, null, new Wait(ROUTE, ROUTE, due, THROTTLED));
  }

  private static JournalRecord retried(UUID id, Instant at, Duration delay) {
    return journal(
        ROUTE,
        transfer(id, ROUTE, at, at.plus(delay), THROTTLED),
        List.of(response(id, 1, Outcome.RETRIED, null, THROTTLED, at)));
  }

  private static Transfer transfer(
      UUID id, String to, Instant at, @Nullable Instant retryAt, @Nullable FailureReason reason) {
    return new Transfer(
        id, to, at.toEpochMilli(), retryAt == null ? null : retryAt.toEpochMilli(), reason);
  }

  private static JournalRecord journal(String route, Transfer transfer, List<Response> responses) {
    return new JournalRecord(
        1,
        route,
        0,
        List.of(),
        responses,
        List.of(),
        List.of(),
        List.of(transfer),
        Map.of(),
        false,
        null);
  }
}
