package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.ROUTE;
import static dev.notifier.worker.track.TrackHarness.T0;
import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.doubt;
import static dev.notifier.worker.track.TrackHarness.drop;
import static dev.notifier.worker.track.TrackHarness.receipt;
import static dev.notifier.worker.track.TrackHarness.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.store.tracking.DeliveryState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What track makes of answers, receipts and replies on a real PostgreSQL. */
class TrackIT {
  private final TrackHarness track = new TrackHarness();

  @AfterEach
  void close() {
    track.close();
  }

  @Test
  void anAnswerAndThenItsReceipt() {
    UUID id = track.planned(1);
    track.tell(accepted(id, 1, "10c8f40d"));
    DeliveryState submitted = track.standing(id);
    assertThat(submitted.state()).isEqualTo(NotificationState.SUBMITTED);
    assertThat(submitted.submittedAt()).isEqualTo(T0);
    assertThat(submitted.finishedAt()).isNull();
    assertThat(submitted.messageIds()).containsExactly("10c8f40d");
    track.tell(receipt("10C8F40D", "DELIVRD"));
    DeliveryState delivered = track.standing(id);
    assertThat(delivered.state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(delivered.confidence()).isEqualTo("handset");
    assertThat(delivered.detail()).isEqualTo("receipt err 000");
    assertThat(delivered.finishedAt()).isEqualTo(T0.plusSeconds(5));
    assertThat(track.states(id)).containsExactly("SUBMITTED", "DELIVERED");
    StatusRecord status = track.statuses().getLast();
    assertThat(status.id()).isEqualTo(id + ":DELIVERED");
    assertThat(status.source()).isEqualTo("/tst");
    assertThat(status.at()).isEqualTo(T0.plusSeconds(5));
  }

  @Test
  void aReceiptBeforeItsAnswerWaits() {
    UUID id = track.planned(1);
    track.tell(receipt("A1", "DELIVRD"));
    assertThat(track.standing(id).state()).isEqualTo(NotificationState.PLANNED);
    assertThat(track.sweeps.countUnmatchedReceipts()).isEqualTo(1);
    assertThat(track.count(TrackMetrics.Name.RECEIPTS, "outcome", "unmatched")).isEqualTo(1);
    track.tell(accepted(id, 1, "A1"));
    assertThat(track.standing(id).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.standing(id).submittedAt()).isEqualTo(T0);
    assertThat(track.sweeps.countUnmatchedReceipts()).isZero();
  }

  @Test
  void tellingAgainChangesNothingAndPublishesWhatTheRowSays() {
    UUID id = track.planned(1);
    track.tell(accepted(id, 1, "A1"));
    track.tell(receipt("A1", "DELIVRD"));
    DeliveryState once = track.standing(id);
    track.tell(accepted(id, 1, "A1"));
    track.tell(receipt("A1", "DELIVRD"));
    assertThat(track.standing(id)).isEqualTo(once);
    assertThat(track.states(id))
        .containsExactly("SUBMITTED", "DELIVERED", "DELIVERED", "DELIVERED");
    assertThat(track.statuses().getLast()).isEqualTo(track.statuses().get(1));
  }

  @Test
  void twoSegmentsAreDeliveredWhenBothAre() {
    UUID id = track.planned(2);
    track.tell(accepted(id, 2, "B2"), accepted(id, 1, "B1"));
    assertThat(track.standing(id).state()).isEqualTo(NotificationState.SUBMITTED);
    assertThat(track.standing(id).messageIds()).containsExactly("B1", "B2");
    track.tell(receipt("B1", "DELIVRD"));
    assertThat(track.standing(id).state()).isEqualTo(NotificationState.SUBMITTED);
    track.tell(receipt("B2", "DELIVRD"));
    assertThat(track.standing(id).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.states(id)).containsExactly("SUBMITTED", "DELIVERED");
  }

  @Test
  void oneFailedSegmentDecidesWhenAllAreKnown() {
    UUID id = track.planned(2);
    track.tell(accepted(id, 1, "B1"), accepted(id, 2, "B2"));
    track.tell(receipt("B1", "UNDELIV"));
    assertThat(track.standing(id).state()).isEqualTo(NotificationState.SUBMITTED);
    track.tell(receipt("B2", "DELIVRD"));
    assertThat(track.standing(id).state()).isEqualTo(NotificationState.UNDELIVERED);
    assertThat(track.standing(id).reason()).isEqualTo(FailureReason.RECEIPT_UNDELIVERED);
  }

  @Test
  void aPositiveReceiptBeatsANegativeOneInEitherOrder() {
    UUID one = track.planned(1);
    UUID other = track.planned(1);
    track.tell(accepted(one, 1, "C1"), accepted(other, 1, "C2"));
    track.tell(receipt("C1", "UNDELIV"), receipt("C2", "DELIVRD"));
    assertThat(track.standing(one).state()).isEqualTo(NotificationState.UNDELIVERED);
    track.tell(receipt("C1", "DELIVRD"), receipt("C2", "UNDELIV"));
    assertThat(track.standing(one).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.standing(one).reason()).isNull();
    assertThat(track.standing(other).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.standing(other).detail()).contains("was not believed");
  }

  @Test
  void receiptsThatWaitTogetherKeepTheBest() {
    UUID id = track.planned(1);
    track.tell(receipt("D1", "ENROUTE", T0.plusSeconds(1)));
    track.tell(receipt("D1", "DELIVRD", T0.plusSeconds(2)));
    track.tell(receipt("D1", "UNDELIV", T0.plusSeconds(3)));
    track.tell(receipt("D1", "ENROUTE", T0.plusSeconds(4)));
    track.tell(accepted(id, 1, "D1"));
    assertThat(track.standing(id).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.standing(id).finishedAt()).isEqualTo(T0.plusSeconds(2));
  }

  @Test
  void aRefusalIsRejectedAndPartlySentWhenAnotherPartWasTaken() {
    UUID whole = track.planned(1);
    UUID part = track.planned(2);
    track.tell(refused(whole, 1, Outcome.REJECTED, FailureReason.CARRIER_INVALID_DESTINATION));
    track.tell(refused(part, 2, Outcome.REJECTED, FailureReason.ATTEMPTS_EXHAUSTED));
    assertThat(track.standing(part).reason()).isEqualTo(FailureReason.ATTEMPTS_EXHAUSTED);
    track.tell(accepted(part, 1, "E1"));
    assertThat(track.standing(whole).state()).isEqualTo(NotificationState.REJECTED);
    assertThat(track.standing(whole).reason()).isEqualTo(FailureReason.CARRIER_INVALID_DESTINATION);
    assertThat(track.standing(whole).detail()).isEqualTo("command_status 0x0000000B");
    assertThat(track.standing(part).state()).isEqualTo(NotificationState.REJECTED);
    assertThat(track.standing(part).reason()).isEqualTo(FailureReason.PARTLY_SENT);
  }

  @Test
  void aRetryChangesTheAttemptAlone() {
    UUID id = track.planned(1);
    track.tell(refused(id, 1, Outcome.RETRIED, FailureReason.CARRIER_TEMPORARY));
    assertThat(track.standing(id).state()).isEqualTo(NotificationState.PLANNED);
    assertThat(track.states(id)).isEmpty();
  }

  @Test
  void doubtIsHeldOrResentAndALateAnswerClearsIt() {
    UUID held = track.planned(1);
    UUID resent = track.planned(1);
    track.tell(doubt(held, 1, false), doubt(resent, 1, true));
    assertThat(track.standing(held).state()).isEqualTo(NotificationState.UNCONFIRMED);
    assertThat(track.standing(held).reason()).isEqualTo(FailureReason.RESPONSE_MISSING);
    assertThat(track.standing(resent).state()).isEqualTo(NotificationState.PLANNED);
    assertThat(track.standing(resent).possibleDuplicate()).isTrue();
    track.tell(accepted(held, 1, "F1"), accepted(resent, 1, "F2"));
    assertThat(track.standing(held).state()).isEqualTo(NotificationState.SUBMITTED);
    assertThat(track.standing(held).reason()).isNull();
    assertThat(track.standing(held).segmentBits().unconfirmed()).isZero();
    assertThat(track.statuses())
        .filteredOn(status -> status.notificationId().equals(resent))
        .singleElement()
        .matches(StatusRecord::possibleDuplicate);
  }

  @Test
  void dropsEndAsExpiredOrSkipped() {
    UUID late = track.planned(1);
    UUID optedOut = track.planned(1);
    track.tell(
        drop(late, 1, FailureReason.EXPIRED_BEFORE_SUBMISSION),
        drop(optedOut, 1, FailureReason.OPTED_OUT));
    assertThat(track.standing(late).state()).isEqualTo(NotificationState.EXPIRED);
    assertThat(track.standing(late).reason()).isEqualTo(FailureReason.EXPIRED_BEFORE_SUBMISSION);
    assertThat(track.standing(optedOut).state()).isEqualTo(NotificationState.SKIPPED);
    assertThat(track.standing(optedOut).reason()).isEqualTo(FailureReason.OPTED_OUT);
  }

  @Test
  void whatAReceiptIsWorthIsTheRoutesToSay() {
    UUID smsc = track.planned(1, "vina", T0);
    UUID none = track.planned(1, "silent", T0);
    track.tell(accepted("vina", smsc, 1, "G1", T0), accepted("silent", none, 1, "G1", T0));
    assertThat(track.standing(none).state()).isEqualTo(NotificationState.NO_RECEIPT);
    track.tell(receipt("vina", "G1", "DELIVRD", T0), receipt("silent", "G1", "DELIVRD", T0));
    assertThat(track.standing(smsc).confidence()).isEqualTo("smsc");
    assertThat(track.standing(none).state()).isEqualTo(NotificationState.NO_RECEIPT);
  }

  @Test
  void anAnswerWithoutAnIdIsAccepted() {
    UUID id = track.planned(1);
    track.tell(accepted(id, 1, null));
    assertThat(track.standing(id).state()).isEqualTo(NotificationState.SUBMITTED);
    assertThat(track.standing(id).messageIds()).isEmpty();
  }

  @Test
  void anIdThatIsGivenAgainBelongsToTheLaterAnswer() {
    UUID old = track.planned(1);
    UUID fresh = track.planned(1);
    Instant later = T0.plus(Duration.ofDays(3));
    track.tell(accepted(old, 1, "1"));
    track.tell(receipt("1", "DELIVRD"));
    track.tell(accepted(ROUTE, fresh, 1, "1", later));
    assertThat(track.standing(fresh).state()).isEqualTo(NotificationState.SUBMITTED);
    track.tell(accepted(old, 1, "1")); // a replay does not take it back
    track.tell(receipt("1", "UNDELIV", later.plusSeconds(9)));
    assertThat(track.standing(fresh).state()).isEqualTo(NotificationState.UNDELIVERED);
    assertThat(track.standing(old).state()).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void anOldReceiptThatMetNobodyIsNotTheNewAnswers() {
    UUID id = track.planned(1);
    track.tell(receipt("1", "DELIVRD", T0.minus(Duration.ofDays(2))));
    track.tell(accepted(id, 1, "1"));
    assertThat(track.standing(id).state()).isEqualTo(NotificationState.SUBMITTED);
  }

  @Test
  void aReceiptMayComeOnAnotherBindOfTheAccount() {
    UUID id = track.planned(1);
    track.tell(accepted(id, 1, "H2")); // on session 0
    InboundRecord here = receipt("H2", "DELIVRD");
    track.tell(
        new InboundRecord(
            1,
            ROUTE,
            3,
            here.esmClass(),
            here.dataCoding(),
            here.sourceAddress(),
            here.destinationAddress(),
            here.shortMessage(),
            here.tlvs(),
            here.receivedAt()));
    assertThat(track.standing(id).state()).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void whatComesLateTwiceOrInAnotherOrderChangesNoEnd() {
    UUID id = track.planned(1);
    track.tell(accepted(id, 1, "H3"));
    track.tell(receipt("H3", "DELIVRD", T0.plusSeconds(9)));
    track.tell(receipt("H3", "ENROUTE", T0.plusSeconds(3)));
    track.tell(receipt("H3", "DELIVRD", T0.plus(Duration.ofHours(30))));
    track.tell(receipt("H3", "ENROUTE", T0.plus(Duration.ofHours(31))));
    assertThat(track.standing(id).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.standing(id).finishedAt()).isEqualTo(T0.plusSeconds(9));
    UUID late = track.planned(1);
    track.tell(accepted(late, 1, "H4"));
    track.tell(receipt("H4", "UNDELIV", T0.plus(Duration.ofHours(30))));
    assertThat(track.standing(late).state()).isEqualTo(NotificationState.UNDELIVERED);
  }

  @Test
  void carriersDoNotShareIds() {
    UUID id = track.planned(1);
    track.tell(accepted(id, 1, "H1"));
    track.tell(receipt("vina", "H1", "DELIVRD", T0));
    assertThat(track.standing(id).state()).isEqualTo(NotificationState.SUBMITTED);
  }

  @Test
  void oddContentIsStoredOrPassedOver() {
    UUID id = track.planned(1);
    track.tell(accepted(id, 1, "I\0\u001F1\uD800"), accepted(UUID.randomUUID(), 1, "I2"));
    track.tell(receipt("I1", "DELIVRD"), receipt("x".repeat(65), "DELIVRD"));
    assertThat(track.standing(id).state()).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.count(TrackMetrics.Name.STRANGERS)).isEqualTo(1);
    assertThat(track.count(TrackMetrics.Name.RECEIPTS, "outcome", "no-id")).isEqualTo(1);
  }

  @Test
  void repliesAreStoredOnce() {
    byte[] text = {0, 0x54, 0x41, 0x1B, 0x65};
    InboundRecord reply =
        new InboundRecord(1, ROUTE, 0, 0, 0, "0912345678", "8079", text, Map.of(), T0);
    byte[] words = "Dạ, cám ơn".getBytes(StandardCharsets.UTF_16BE);
    InboundRecord long2 =
        new InboundRecord(
            1, ROUTE, 0, 0, 8, "VIETTEL", "8079", new byte[0], Map.of("0424", words), T0);
    for (int i = 0; i < 2; i++) {
      track.replies.read(List.of(TrackHarness.record(Topics.INBOUND, reply)), r -> {});
    }
    assertThat(track.jdbc.queryForList("select phone, body from inbound_messages"))
        .containsExactly(Map.of("phone", "+84912345678", "body", "@TA€"));
    track.jdbc.update("delete from inbound_messages");
    track.replies.read(List.of(TrackHarness.record(Topics.INBOUND, long2)), r -> {});
    assertThat(track.jdbc.queryForList("select phone, body from inbound_messages"))
        .containsExactly(Map.of("phone", "VIETTEL", "body", "Dạ, cám ơn"));
  }
}
