package dev.notifier.api.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.routes.RouteWaiting;
import dev.notifier.api.routes.WaitingReason;
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
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationHistoryTest {
  private static final Instant ACCEPTED = Instant.parse("2026-12-01T01:00:00Z");
  private static final Instant PLANNED = ACCEPTED.plusSeconds(1);
  private static final Instant SUBMITTED = ACCEPTED.plusSeconds(2);
  private static final Instant FINISHED = ACCEPTED.plusSeconds(3);
  private static final Instant FAILED_OVER = ACCEPTED.plusSeconds(2).plusNanos(1);
  private static final Segments NONE = segments(0, 0, 0, 0, 0);
  private static final Segments NOT_RENDERED = new Segments(0, 0, 0, 0, 0, 0, List.of());

  @ParameterizedTest
  @CsvSource({
    "PLANNED, false, false, ACCEPTED PLANNED",
    "SUBMITTED, true, false, ACCEPTED PLANNED SUBMITTED",
    "DELIVERED, true, true, ACCEPTED PLANNED SUBMITTED DELIVERED",
    "UNDELIVERED, true, true, ACCEPTED PLANNED SUBMITTED UNDELIVERED",
    "NO_RECEIPT, true, true, ACCEPTED PLANNED SUBMITTED NO_RECEIPT",
    "REJECTED, false, true, ACCEPTED PLANNED REJECTED",
    "UNCONFIRMED, false, false, ACCEPTED PLANNED UNCONFIRMED",
    "DEFERRED, false, false, ACCEPTED DEFERRED",
  })
  void historyHasEachStateOnce(
      NotificationState state, boolean submitted, boolean finished, String steps) {
    NotificationDocument document =
        document(
            stored(
                state, NONE, submitted ? SUBMITTED : null, finished ? FINISHED : null, true, null));

    assertThat(document.history())
        .extracting(entry -> entry.state().name())
        .containsExactly(steps.split(" "));
    assertThat(document.history())
        .extracting(NotificationDocument.HistoryEntry::at)
        .isSorted()
        .first()
        .isEqualTo(ACCEPTED);
  }

  @Test
  void historyNamesTheRouteOfAFailover() {
    NotificationDocument document =
        document(stored(NotificationState.SUBMITTED, NONE, FAILED_OVER, null, true, null));

    assertThat(document.history().getLast().detail()).isEqualTo("failed over to route viettel");
    assertThat(
            document(stored(NotificationState.SUBMITTED, NONE, SUBMITTED, null, true, null))
                .history()
                .getLast()
                .detail())
        .isNull();
  }

  @Test
  void onlyAPlannedNotificationWaits() {
    assertThat(document(stored(NotificationState.PLANNED, NONE, null, null, true, null)).waiting())
        .isEqualTo(
            new NotificationDocument.Waiting(
                "throttled-by-carrier",
                FINISHED,
                null,
                "viettel",
                WaitingReason.THROTTLED_BY_CARRIER.text()));
    assertThat(
            document(stored(NotificationState.SUBMITTED, NONE, SUBMITTED, null, true, null))
                .waiting())
        .isNull();
  }

  @Test
  void aSkippedNotificationHasAReasonAndNoText() {
    NotificationDocument document =
        document(
            stored(
                NotificationState.SKIPPED, NONE, null, PLANNED, false, FailureReason.NO_TEMPLATE));

    assertThat(document.text()).isNull();
    assertThat(document.template()).isNull();
    assertThat(document.reason())
        .isEqualTo(
            new NotificationDocument.Reason(
                FailureReason.NO_TEMPLATE,
                FailureReason.Owner.OPERATOR,
                FailureReason.NO_TEMPLATE.text()));
    assertThat(document.history())
        .extracting(entry -> entry.state())
        .containsExactly(NotificationState.ACCEPTED, NotificationState.SKIPPED);
  }

  /** Two segments; the numbers are the bits accepted, rejected, delivered, failed, unconfirmed. */
  @ParameterizedTest
  @CsvSource({
    "PLANNED,     0, 0, 0, 0, 0, PLANNED PLANNED",
    "PLANNED,     1, 0, 0, 0, 0, SUBMITTED PLANNED",
    "SUBMITTED,   3, 0, 2, 0, 0, SUBMITTED DELIVERED",
    "DELIVERED,   3, 0, 3, 0, 0, DELIVERED DELIVERED",
    "UNDELIVERED, 3, 0, 1, 2, 0, DELIVERED UNDELIVERED",
    "EXPIRED,     3, 0, 1, 2, 0, DELIVERED EXPIRED",
    "REJECTED,    1, 2, 0, 0, 0, SUBMITTED REJECTED",
    "UNCONFIRMED, 1, 0, 0, 0, 2, SUBMITTED UNCONFIRMED",
    "NO_RECEIPT,  3, 0, 1, 0, 0, DELIVERED NO_RECEIPT",
    "EXPIRED,     0, 0, 0, 0, 0, EXPIRED EXPIRED",
    "CANCELLED,   0, 0, 0, 0, 0, CANCELLED CANCELLED",
  })
  void eachSegmentHasItsOwnState(
      NotificationState state,
      long accepted,
      long rejected,
      long delivered,
      long failed,
      long unconfirmed,
      String states) {
    Segments segments = segments(accepted, rejected, delivered, failed, unconfirmed);

    NotificationDocument document =
        document(stored(state, segments, SUBMITTED, FINISHED, true, null));

    assertThat(document.segments())
        .extracting(segment -> segment.state().name())
        .containsExactly(states.split(" "));
    assertThat(document.segments())
        .extracting(NotificationDocument.Segment::segment)
        .containsExactly(1, 2);
    assertThat(document.segments().getFirst().messageId()).isEqualTo("10C8");
    assertThat(document.segments().getLast().messageId()).isNull();
  }

  private static Segments segments(
      long accepted, long rejected, long delivered, long failed, long unconfirmed) {
    List<@Nullable String> messageIds = Arrays.asList("10C8", null);
    return new Segments(2, accepted, rejected, delivered, failed, unconfirmed, messageIds);
  }

  private static Waits waits() {
    return new Waits(
        _ -> new RouteWaiting.Waiting(WaitingReason.THROTTLED_BY_CARRIER, FINISHED),
        InstantSource.fixed(FINISHED));
  }

  private static NotificationDocument document(StoredNotification stored) {
    return NotificationHistory.document(stored, waits());
  }

  @Test
  void aNoteHasTheStateThatTheNotificationHad() {
    StoredNotification delivered =
        stored(NotificationState.DELIVERED, NONE, SUBMITTED, FINISHED, true, null);
    StoredNotification noted =
        with(
            delivered,
            List.of(
                otherBody(ACCEPTED.minusSeconds(9)),
                otherBody(SUBMITTED),
                otherBody(FINISHED.plusSeconds(9))));

    assertThat(document(noted).history())
        .extracting(entry -> entry.state() + (entry.note() == null ? "" : " " + entry.note()))
        .containsExactly(
            "ACCEPTED",
            "ACCEPTED OTHER_BODY",
            "PLANNED",
            "SUBMITTED",
            "SUBMITTED OTHER_BODY",
            "DELIVERED",
            "DELIVERED OTHER_BODY");
  }

  @Test
  void aNotificationThatWasPlannedAgainTellsWhatItWasBefore() {
    Instant first = ACCEPTED.plusNanos(1);
    Instant second = ACCEPTED.plusNanos(2);
    StoredNotification planned = stored(NotificationState.PLANNED, NONE, null, null, true, null);
    StoredNotification again =
        with(
            planned,
            List.of(
                new NotificationNote(NotificationNote.Kind.COPY, first, 0, null, null),
                plannedAgain(second, 7, "NO_TEMPLATE", "publish it", first),
                plannedAgain(PLANNED, 8, "NO_ROUTE", "", second)));

    assertThat(document(again).history())
        .extracting(entry ->
            entry.state() + " " + (entry.note() == null ? "" : entry.note()) + " " + entry.detail())
        .containsExactly(
            "ACCEPTED  null",
            "SKIPPED  NO_TEMPLATE: publish it",
            "SKIPPED COPY a copy of the event was dropped as a duplicate; while the notification is"
                + " skipped, only an operator can have it planned again",
            "SKIPPED PLANNED_AGAIN planned again by order 7 of an operator",
            "SKIPPED  NO_ROUTE",
            "SKIPPED PLANNED_AGAIN planned again by order 8 of an operator",
            "PLANNED  null");
  }

  /** Also of a message that was cancelled while it waited. */
  @Test
  void aNotificationThatWasReleasedTellsUntilWhenItWaited() {
    StoredNotification planned = stored(NotificationState.PLANNED, NONE, null, null, true, null);
    NotificationNote waited =
        new NotificationNote(
            NotificationNote.Kind.DEFERRED,
            PLANNED,
            0,
            new NotificationNote.Former(
                NotificationState.DEFERRED,
                "QUIET_HOURS",
                "2026-12-02T00:00:00Z",
                ACCEPTED.plusNanos(1)),
            null);

    assertThat(document(with(planned, List.of(waited))).history())
        .extracting(entry -> entry.at() + " " + entry.state() + " " + entry.detail())
        .containsExactly(
            ACCEPTED + " ACCEPTED null",
            ACCEPTED.plusNanos(1) + " DEFERRED until 2026-12-02T00:00:00Z (QUIET_HOURS)",
            PLANNED + " PLANNED null");
    assertThat(document(with(planned, List.of(waited))).history())
        .allMatch(entry -> entry.note() == null);
  }

  private static NotificationNote plannedAgain(
      Instant at, long order, String reason, String detail, Instant since) {
    return new NotificationNote(
        NotificationNote.Kind.PLANNED_AGAIN,
        at,
        order,
        new NotificationNote.Former(NotificationState.SKIPPED, reason, detail, since),
        null);
  }

  private static StoredNotification with(StoredNotification stored, List<NotificationNote> notes) {
    return new StoredNotification(
        stored.id(),
        stored.event(),
        stored.phone(),
        stored.message(),
        stored.route(),
        stored.firstRoute(),
        stored.status(),
        stored.segments(),
        stored.times(),
        notes);
  }

  @Test
  void theHistoryKeepsWhyTheMessageWasSentLater() {
    assertThat(detail(null, FailureReason.CARRIER_THROTTLED))
        .isEqualTo(
            "moved from route mobi to route viettel, because of CARRIER_THROTTLED: The carrier"
                + " throttled the submission.");
    assertThat(detail(FINISHED, null)).isEqualTo("sent again at " + FINISHED + " on route viettel");
    assertThat(detail(FINISHED, FailureReason.RESPONSE_MISSING))
        .endsWith(", because the carrier does not respond to submissions to this number");
  }

  private static @Nullable String detail(
      @Nullable Instant retryAt, @Nullable FailureReason reason) {
    NotificationNote.Kind kind =
        retryAt == null ? NotificationNote.Kind.MOVED : NotificationNote.Kind.POSTPONED;
    StoredNotification delivered =
        stored(NotificationState.SUBMITTED, NONE, SUBMITTED, null, true, null);
    NotificationNote note =
        new NotificationNote(
            kind, PLANNED, 0, null, new NotificationNote.Wait("mobi", "viettel", retryAt, reason));
    NotificationDocument.HistoryEntry entry =
        document(with(delivered, List.of(note))).history().get(2);
    assertThat(entry.note()).isEqualTo(kind);
    assertThat(entry.state()).isEqualTo(NotificationState.PLANNED);
    return entry.detail();
  }

  @Test
  void aNotificationNamesTheOneThatItCorrectsAndTheOneThatCorrectsIt() {
    StoredNotification first =
        with(
            stored(NotificationState.CANCELLED, NONE, null, FINISHED, true, null),
            List.of(
                new NotificationNote(
                    NotificationNote.Kind.SUPERSEDED, PLANNED, 0, null, null, new UUID(3, 4))));
    assertThat(document(first).supersedes()).isNull();
    assertThat(document(first).history())
        .extracting(NotificationDocument.HistoryEntry::detail)
        .contains(
            "superseded by the notification 00000000-0000-0003-0000-000000000004, and cancelled if"
                + " no carrier had it");
    StoredNotification second =
        new StoredNotification(
            new UUID(3, 4),
            first.event(),
            first.phone(),
            first.message(),
            first.route(),
            first.firstRoute(),
            first.status(),
            first.segments(),
            first.times(),
            List.of(),
            first.id());
    assertThat(document(second).supersedes()).isEqualTo(first.id());
    assertThat(PersonalDataMask.of(document(second)).supersedes()).isEqualTo(first.id());
  }

  private static NotificationNote otherBody(Instant at) {
    return new NotificationNote(NotificationNote.Kind.OTHER_BODY, at, 0, null, null);
  }

  private static StoredNotification stored(
      NotificationState state,
      Segments segments,
      @Nullable Instant submitted,
      @Nullable Instant finished,
      boolean rendered,
      @Nullable FailureReason reason) {
    return new StoredNotification(
        new UUID(1, 2),
        new Event("/tst", "1", "card.expiring", "normal", "SERVICE"),
        "+84391234567",
        rendered ? new Message("card-expiring", 1, "vi", "GSM7", "text") : null,
        "viettel",
        FAILED_OVER.equals(submitted) ? "mobi" : null,
        new Status(state, reason, null, null, false, 1),
        rendered ? segments : NOT_RENDERED,
        new Times(ACCEPTED, PLANNED, submitted, finished),
        List.of());
  }

  @Test
  void masksPersonalDataForCallersWithoutTheScope() {
    NotificationDocument masked =
        NotificationHistory.document(
            stored(NotificationState.DELIVERED, NONE, SUBMITTED, FINISHED, true, null),
            waits(),
            new Caller("clinic", "default", Set.of(Scope.NOTIFICATIONS_READ)));

    assertThat(masked.phone()).contains("***");
    assertThat(masked.text()).isEqualTo("•••");
  }
}
