package dev.notifier.api.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.lookup.NotificationDocument.Waiting;
import dev.notifier.api.routes.RouteWaiting;
import dev.notifier.api.routes.WaitingReason;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.lookup.NotificationNote;
import dev.notifier.store.lookup.NotificationNote.Kind;
import dev.notifier.store.lookup.NotificationNote.Wait;
import dev.notifier.store.lookup.StoredNotification;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitsTest {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final Instant NOTED = NOW.minusSeconds(3);
  private static final Instant ROUTE_SINCE = NOW.minusSeconds(60);

  /**
   * The condition of the route; the seconds until the noted attempt is due and the reason for it;
   * the highest attempt with a response.
   */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "QUEUED, 2, CARRIER_THROTTLED, 1, RETRY, noted, 2",
        "QUEUED, 2, CARRIER_THROTTLED, 3, RETRY, noted, 2",
        "QUEUED, 0, CARRIER_THROTTLED, 1, RETRY, noted, -",
        "QUEUED, -9, CARRIER_THROTTLED, 1, RETRY, noted, -",
        "QUEUED, 2, RESPONSE_MISSING, 1, NUMBER_SILENT, noted, 2",
        "QUEUED, 0, RESPONSE_MISSING, 1, QUEUED, route, -",
        "QUEUED, 0, RESPONSE_MISSING, 2, RETRY, -, -",
        "QUEUED, 2, -, 1, QUEUED, route, 2",
        "QUEUED, 2, -, 2, RETRY, -, 2",
        "ROUTE_DOWN, 2, CARRIER_THROTTLED, 1, ROUTE_DOWN, route, 2",
        "ROUTE_DOWN, 0, CARRIER_THROTTLED, 1, ROUTE_DOWN, route, -",
        "THROTTLED_BY_CARRIER, 2, CARRIER_THROTTLED, 1, THROTTLED_BY_CARRIER, route, 2",
        "ROUTE_PAUSED, 2, RESPONSE_MISSING, 1, ROUTE_PAUSED, route, 2",
        "UNKNOWN, 2, CARRIER_THROTTLED, 1, RETRY, noted, 2",
        "UNKNOWN, 0, CARRIER_THROTTLED, 2, UNKNOWN, route, -",
      })
  void aMessageOnARetryTopicShowsWhenItIsSentAgain(
      WaitingReason route,
      long dueSeconds,
      @Nullable FailureReason noted,
      int attempt,
      WaitingReason reason,
      @Nullable String since,
      @Nullable Long retrySeconds) {
    NotificationNote note =
        note(Kind.POSTPONED, new Wait("viettel", "viettel", NOW.plusSeconds(dueSeconds), noted));

    assertThat(waits(route).of(planned(attempt, note)))
        .isEqualTo(
            new Waiting(
                reason.id(),
                since == null ? null : since.equals("noted") ? NOTED : ROUTE_SINCE,
                retrySeconds == null ? null : NOW.plusSeconds(retrySeconds),
                "viettel",
                reason.text()));
  }

  @Test
  void aMessageThatWasMovedWaitsForItsNewRoute() {
    NotificationNote moved = note(Kind.MOVED, new Wait("viettel", "vina", null, null));

    assertThat(waits(WaitingReason.ROUTE_PAUSED).of(planned(1, moved)))
        .isEqualTo(
            new Waiting(
                "route-paused", ROUTE_SINCE, null, "vina", WaitingReason.ROUTE_PAUSED.text()));
  }

  @ParameterizedTest
  @CsvSource({"1, QUEUED", "2, RETRY"})
  void withoutANoteTheRouteIsThatOfThePlan(int attempt, WaitingReason reason) {
    NotificationNote other = new NotificationNote(Kind.OTHER_BODY, NOTED, 0, null, null);

    assertThat(waits(WaitingReason.QUEUED).of(planned(attempt, other)))
        .extracting(Waiting::reason, Waiting::route, Waiting::retryAt)
        .containsExactly(reason.id(), "viettel", null);
  }

  @Test
  void aMessageThatIsCaughtByQuietHoursWaitsForTheirEnd() {
    NotificationNote note =
        note(
            Kind.POSTPONED,
            new Wait("viettel", "viettel", NOW.plusSeconds(9), FailureReason.QUIET_HOURS));

    assertThat(waits(WaitingReason.ROUTE_DOWN).of(planned(1, note)))
        .isEqualTo(
            new Waiting(
                "quiet-hours",
                NOTED,
                NOW.plusSeconds(9),
                "viettel",
                FailureReason.QUIET_HOURS.text()));
  }

  private static Waits waits(WaitingReason reason) {
    return new Waits(_ -> new RouteWaiting.Waiting(reason, ROUTE_SINCE), InstantSource.fixed(NOW));
  }

  private static NotificationNote note(Kind kind, Wait wait) {
    return new NotificationNote(kind, NOTED, 0, null, wait);
  }

  private static StoredNotification planned(int attempt, NotificationNote note) {
    return new StoredNotification(
        new UUID(1, 2),
        new StoredNotification.Event("/tst", "1", "card.expiring", "normal", "SERVICE"),
        "+84391234567",
        null,
        "viettel",
        null,
        new StoredNotification.Status(NotificationState.PLANNED, null, null, null, false, attempt),
        new StoredNotification.Segments(1, 0, 0, 0, 0, 0, List.of()),
        new StoredNotification.Times(NOW.minusSeconds(9), NOW.minusSeconds(8), null, null),
        List.of(note));
  }
}
