package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.ROUTE;
import static dev.notifier.worker.track.TrackHarness.T0;
import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.dropped;
import static dev.notifier.worker.track.TrackHarness.notAccepted;
import static dev.notifier.worker.track.TrackHarness.receipt;
import static dev.notifier.worker.track.TrackHarness.unconfirmed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.store.tracking.DeliveryState;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How track handles responses, receipts and inbound messages, on a real PostgreSQL. */
class TrackIT {
  private final TrackHarness track = new TrackHarness();

  @AfterEach
  void close() {
    track.close();
  }

  @Test
  void aReceiptAfterItsResponseIsApplied() {
    UUID id = track.planned(1);
    track.read(accepted(id, 1, "10c8f40d"));
    DeliveryState submitted = track.state(id);
    assertThat(submitted.state()).isEqualTo(NotificationState.SUBMITTED);
    assertThat(submitted.submittedAt()).isEqualTo(T0);
    assertThat(submitted.finishedAt()).isNull();
    assertThat(submitted.messageIds()).containsExactly("10c8f40d");
    track.read(receipt("10c8f40d", "DELIVRD"));
    DeliveryState delivered = track.state(id);
    assertThat(delivered.state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(delivered.confidence()).isEqualTo("handset");
    assertThat(delivered.detail()).isEqualTo("receipt err 000");
    assertThat(delivered.finishedAt()).isEqualTo(T0.plusSeconds(5));
    assertThat(track.published(id)).containsExactly("SUBMITTED", "DELIVERED");
    StatusRecord.Change status = track.statuses().getLast();
    assertThat(status.id()).isEqualTo(id + ":DELIVERED::2026-12-01T01:00:05Z");
    assertThat(status.source()).isEqualTo("/tst");
    assertThat(status.at()).isEqualTo(T0.plusSeconds(5));
  }

  @Test
  void aReceiptBeforeItsResponseWaits() {
    UUID id = track.planned(1);
    track.read(receipt("A1", "DELIVRD"));
    assertThat(track.state(id).state()).isEqualTo(NotificationState.PLANNED);
    assertThat(track.sweeps.countUnmatchedReceipts()).isEqualTo(1);
    assertThat(track.count(TrackMetrics.Name.RECEIPTS, "outcome", "unmatched")).isEqualTo(1);
    track.read(accepted(id, 1, "A1"));
    assertThat(track.state(id).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.state(id).submittedAt()).isEqualTo(T0);
    assertThat(track.sweeps.countUnmatchedReceipts()).isZero();
  }

  @Test
  void twoSegmentsAreDeliveredWhenBothAre() {
    UUID id = track.planned(2);
    track.read(accepted(id, 2, "B2"), accepted(id, 1, "B1"));
    assertThat(track.state(id).state()).isEqualTo(NotificationState.SUBMITTED);
    assertThat(track.state(id).messageIds()).containsExactly("B1", "B2");
    track.read(receipt("B1", "DELIVRD"));
    assertThat(track.state(id).state()).isEqualTo(NotificationState.SUBMITTED);
    track.read(receipt("B2", "DELIVRD"));
    assertThat(track.state(id).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.published(id)).containsExactly("SUBMITTED", "DELIVERED");
  }

  @Test
  void oneFailedSegmentDecidesWhenAllAreKnown() {
    UUID id = track.planned(2);
    track.read(accepted(id, 1, "B1"), accepted(id, 2, "B2"));
    track.read(receipt("B1", "UNDELIV"));
    assertThat(track.state(id).state()).isEqualTo(NotificationState.SUBMITTED);
    track.read(receipt("B2", "DELIVRD"));
    assertThat(track.state(id).state()).isEqualTo(NotificationState.UNDELIVERED);
    assertThat(track.state(id).reason()).isEqualTo(FailureReason.RECEIPT_UNDELIVERED);
  }

  @Test
  void aPositiveReceiptBeatsANegativeOneInEitherOrder() {
    UUID one = track.planned(1);
    UUID other = track.planned(1);
    track.read(accepted(one, 1, "C1"), accepted(other, 1, "C2"));
    track.read(receipt("C1", "UNDELIV"), receipt("C2", "DELIVRD"));
    assertThat(track.state(one).state()).isEqualTo(NotificationState.UNDELIVERED);
    track.read(receipt("C1", "DELIVRD"), receipt("C2", "UNDELIV"));
    assertThat(track.state(one).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.state(one).reason()).isNull();
    assertThat(track.state(other).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.state(other).detail())
        .isEqualTo("ignored a negative receipt, because a positive one was received");
  }

  @Test
  void ofSeveralWaitingReceiptsTheMostTrustedCounts() {
    UUID id = track.planned(1);
    track.read(receipt("D1", "ENROUTE", T0.plusSeconds(1)));
    track.read(receipt("D1", "DELIVRD", T0.plusSeconds(2)));
    track.read(receipt("D1", "UNDELIV", T0.plusSeconds(3)));
    track.read(receipt("D1", "ENROUTE", T0.plusSeconds(4)));
    track.read(accepted(id, 1, "D1"));
    assertThat(track.state(id).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.state(id).finishedAt()).isEqualTo(T0.plusSeconds(2));
  }

  @Test
  void aRejectionIsPartlySentIfAnotherSegmentWasAccepted() {
    UUID whole = track.planned(1);
    UUID partly = track.planned(2);
    track.read(notAccepted(whole, 1, Outcome.REJECTED, FailureReason.CARRIER_INVALID_DESTINATION));
    track.read(notAccepted(partly, 2, Outcome.REJECTED, FailureReason.ATTEMPTS_EXHAUSTED));
    assertThat(track.state(partly).reason()).isEqualTo(FailureReason.ATTEMPTS_EXHAUSTED);
    track.read(accepted(partly, 1, "E1"));
    assertThat(track.state(whole).state()).isEqualTo(NotificationState.REJECTED);
    assertThat(track.state(whole).reason()).isEqualTo(FailureReason.CARRIER_INVALID_DESTINATION);
    assertThat(track.state(whole).detail()).isEqualTo("command_status 0x0000000B");
    assertThat(track.state(partly).state()).isEqualTo(NotificationState.REJECTED);
    assertThat(track.state(partly).reason()).isEqualTo(FailureReason.PARTLY_SENT);
    assertThat(track.published(partly)).containsExactly("REJECTED", "REJECTED");
  }

  @Test
  void aRetryDoesNotChangeTheState() {
    UUID id = track.planned(1);
    track.read(notAccepted(id, 1, Outcome.RETRIED, FailureReason.CARRIER_TEMPORARY));
    assertThat(track.state(id).state()).isEqualTo(NotificationState.PLANNED);
    assertThat(track.published(id)).isEmpty();
  }

  @Test
  void anUnconfirmedSegmentIsHeldOrResentAndALateResponseConfirmsIt() {
    UUID held = track.planned(1);
    UUID resent = track.planned(1);
    track.read(unconfirmed(held, 1, false), unconfirmed(resent, 1, true));
    assertThat(track.state(held).state()).isEqualTo(NotificationState.UNCONFIRMED);
    assertThat(track.state(held).reason()).isEqualTo(FailureReason.RESPONSE_MISSING);
    assertThat(track.state(resent).state()).isEqualTo(NotificationState.PLANNED);
    assertThat(track.state(resent).possibleDuplicate()).isTrue();
    track.read(accepted(held, 1, "F1"), accepted(resent, 1, "F2"));
    assertThat(track.state(held).state()).isEqualTo(NotificationState.SUBMITTED);
    assertThat(track.state(held).reason()).isNull();
    assertThat(track.state(held).segmentBits().unconfirmed()).isZero();
    assertThat(track.statuses())
        .filteredOn(status -> status.notificationId().equals(resent))
        .singleElement()
        .matches(StatusRecord.Change::possibleDuplicate);
  }

  @Test
  void dropsEndAsExpiredOrSkipped() {
    UUID late = track.planned(1);
    UUID optedOut = track.planned(1);
    track.read(
        dropped(late, 1, FailureReason.EXPIRED_BEFORE_SUBMISSION),
        dropped(optedOut, 1, FailureReason.OPTED_OUT));
    assertThat(track.state(late).state()).isEqualTo(NotificationState.EXPIRED);
    assertThat(track.state(late).reason()).isEqualTo(FailureReason.EXPIRED_BEFORE_SUBMISSION);
    assertThat(track.state(optedOut).state()).isEqualTo(NotificationState.SKIPPED);
    assertThat(track.state(optedOut).reason()).isEqualTo(FailureReason.OPTED_OUT);
  }

  @Test
  void theRouteDefinesWhatAReceiptProves() {
    UUID smsc = track.planned(1, "vina", T0);
    UUID none = track.planned(1, "silent", T0);
    track.read(accepted("vina", smsc, 1, "G1", T0), accepted("silent", none, 1, "G1", T0));
    assertThat(track.state(none).state()).isEqualTo(NotificationState.NO_RECEIPT);
    track.read(receipt("vina", "G1", "DELIVRD", T0), receipt("silent", "G1", "DELIVRD", T0));
    assertThat(track.state(smsc).confidence()).isEqualTo("smsc");
    assertThat(track.state(none).state()).isEqualTo(NotificationState.NO_RECEIPT);
  }

  @Test
  void aResponseWithoutAnIdIsAccepted() {
    UUID id = track.planned(1);
    track.read(accepted(id, 1, null));
    assertThat(track.state(id).state()).isEqualTo(NotificationState.SUBMITTED);
    assertThat(track.state(id).messageIds()).isEmpty();
  }

  @Test
  void aReceiptOfTheWholeMessageSettlesAllItsAcceptedSegments() {
    UUID late = track.planned(2, "per-message", T0);
    track.read(
        accepted("per-message", late, 1, "P1", T0), accepted("per-message", late, 2, "P2", T0));
    track.read(receipt("per-message", "P2", "DELIVRD", T0.plusSeconds(5)));
    assertThat(track.state(late).state()).isEqualTo(NotificationState.DELIVERED);
    UUID early = track.planned(2, "per-message", T0);
    track.read(accepted("per-message", early, 1, "P3", T0));
    track.read(receipt("per-message", "P3", "UNDELIV", T0.plusSeconds(5)));
    assertThat(track.state(early).state()).isEqualTo(NotificationState.PLANNED);
    track.read(accepted("per-message", early, 2, "P4", T0));
    assertThat(track.state(early).state()).isEqualTo(NotificationState.UNDELIVERED);
  }

  @Test
  void aReceiptMayArriveOnAnotherBindOfTheRoute() {
    UUID id = track.planned(1);
    track.read(accepted(id, 1, "H2")); // on session 0
    InboundRecord receipt = receipt("H2", "DELIVRD");
    track.read(
        new InboundRecord(
            1,
            ROUTE,
            3,
            receipt.esmClass(),
            receipt.dataCoding(),
            receipt.sourceAddress(),
            receipt.destinationAddress(),
            receipt.shortMessage(),
            receipt.tlvs(),
            receipt.receivedAt()));
    assertThat(track.state(id).state()).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void lateRepeatedOrReorderedReceiptsDoNotChangeAFinalState() {
    UUID id = track.planned(1);
    track.read(accepted(id, 1, "H3"));
    track.read(receipt("H3", "DELIVRD", T0.plusSeconds(9)));
    track.read(receipt("H3", "ENROUTE", T0.plusSeconds(3)));
    track.read(receipt("H3", "DELIVRD", T0.plus(Duration.ofHours(30))));
    track.read(receipt("H3", "ENROUTE", T0.plus(Duration.ofHours(31))));
    assertThat(track.state(id).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.state(id).finishedAt()).isEqualTo(T0.plusSeconds(9));
    UUID late = track.planned(1);
    track.read(accepted(late, 1, "H4"));
    track.read(receipt("H4", "UNDELIV", T0.plus(Duration.ofHours(30))));
    track.sweepUnmatched(T0.plus(Duration.ofHours(31)));
    assertThat(track.state(late).state()).isEqualTo(NotificationState.UNDELIVERED);
  }

  @Test
  void oddContentIsStoredOrSkipped() {
    UUID id = track.planned(1);
    track.read(accepted(id, 1, "I\0\u001F1\uD800"), accepted(UUID.randomUUID(), 1, "I2"));
    track.read(receipt("I1", "DELIVRD"), receipt("x".repeat(65), "DELIVRD"));
    assertThat(track.state(id).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.count(TrackMetrics.Name.UNKNOWN_NOTIFICATIONS)).isEqualTo(1);
    assertThat(track.count(TrackMetrics.Name.RECEIPTS, "outcome", "no-id")).isEqualTo(1);
  }

  @Test
  void theRouteIsTheOneThatAcceptedTheMessage() {
    UUID id = track.planned(2);
    track.read(
        notAccepted(id, 1, Outcome.RETRIED, FailureReason.CARRIER_TEMPORARY),
        accepted("vina", id, 1, "A", T0.plusSeconds(2)),
        accepted("vina", id, 2, "B", T0.plusSeconds(2)));
    assertThat(track.state(id).route()).isEqualTo("vina");
    assertThat(firstRoute(id)).isEqualTo(ROUTE);
    track.read(receipt("vina", "A", "DELIVRD", T0.plusSeconds(5)));
    track.read(accepted(ROUTE, id, 1, "old", T0)); // read later, written before
    assertThat(track.state(id).route()).isEqualTo("vina");
    assertThat(firstRoute(id)).isEqualTo(ROUTE);
    UUID notMoved = track.planned(1);
    track.read(accepted(notMoved, 1, "C"));
    assertThat(firstRoute(notMoved)).isNull();
  }

  private @Nullable String firstRoute(UUID id) {
    return track.jdbc.queryForObject(
        "select first_route from notifications where id = ?", String.class, id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"category = 'OTP'", "secret = true"})
  void aSecretIsOverwrittenWhenItsNotificationHasEnded(String mark) {
    UUID code = track.planned(1);
    UUID other = track.planned(1);
    track.jdbc.update("update notifications set body = 'Code 4711'");
    track.jdbc.update("update notifications set " + mark + " where id = ?", code);
    track.read(accepted(code, 1, "code"), accepted(other, 1, "other"));
    assertThat(rowsWithTheCode()).contains(code, other);

    track.read(receipt("code", "DELIVRD"), receipt("other", "DELIVRD"));

    assertThat(rowsWithTheCode()).containsExactly(other);
  }

  private List<@Nullable UUID> rowsWithTheCode() {
    return track.jdbc.queryForList(
        "select id from notifications n where n::text like '%4711%'", UUID.class);
  }

  @Test
  void normalUpdatesDoNotTouchAnIndex() {
    for (int i = 0; i < 20; i++) {
      UUID id = track.planned(1);
      track.read(accepted(id, 1, "hot" + i));
      track.read(receipt("hot" + i, "DELIVRD"));
    }
    track.jdbc.execute("select pg_stat_force_next_flush()");
    Double share =
        track.jdbc.queryForObject(
            """
            select sum(n_tup_hot_upd) / sum(n_tup_upd)::float8
            from pg_stat_user_tables where relname ~ '^notifications_20'
            """,
            Double.class);
    assertThat(share).isGreaterThan(0.9);
    assertThat(
            track.jdbc.queryForObject(
                "select n_tup_upd from pg_stat_user_tables where relname = 'submissions'",
                Integer.class))
        .isZero();
  }
}
