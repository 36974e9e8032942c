package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.ROUTE;
import static dev.notifier.worker.track.TrackHarness.T0;
import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.receipt;
import static dev.notifier.worker.track.TrackHarness.unconfirmed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.NotificationState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A receipt counts for a message to its own recipient only. */
class ReceiptNumberIT {
  private static final String A = "+84912345601";
  private static final String B = "+84912345602";
  private static final Instant AT = T0.plusSeconds(5);
  private static final Instant DEADLINE = T0.plus(Duration.ofMinutes(2));

  private final TrackHarness track = new TrackHarness();

  @AfterEach
  void close() {
    track.close();
  }

  private NotificationState state(UUID id) {
    return track.state(id).state();
  }

  private UUID planned(String phone) {
    return track.planned(1, ROUTE, T0, phone);
  }

  private void receive(String messageId, String stat, String source) {
    track.read(receipt(ROUTE, messageId, stat, AT, source, "BHXHVN"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoMessagesWithOneIdGetTheReceiptsOfTheirOwnNumber(boolean deliveredFirst) {
    UUID a = planned(A);
    UUID b = planned(B);
    track.read(accepted(a, 1, "ID778"), accepted(b, 1, "ID778"));
    if (deliveredFirst) {
      receive("ID778", "DELIVRD", "84912345601");
      receive("ID778", "UNDELIV", "84912345602");
    } else {
      receive("ID778", "UNDELIV", "84912345602");
      receive("ID778", "DELIVRD", "84912345601");
    }
    assertThat(state(a)).isEqualTo(NotificationState.DELIVERED);
    assertThat(state(b)).isEqualTo(NotificationState.UNDELIVERED);
  }

  @Test
  void receiptsBeforeTheirResponsesWaitForTheirOwnNumber() {
    receive("ID778", "UNDELIV", "84912345602");
    receive("ID778", "DELIVRD", "84912345601");
    UUID a = planned(A);
    UUID b = planned(B);
    track.read(accepted(b, 1, "ID778"));
    track.read(accepted(a, 1, "ID778"));
    assertThat(state(a)).isEqualTo(NotificationState.DELIVERED);
    assertThat(state(b)).isEqualTo(NotificationState.UNDELIVERED);
  }

  @Test
  void anUnmatchedNumberChangesNothing() {
    UUID a = planned(A);
    track.read(accepted(a, 1, "ID778"));
    receive("ID778", "UNDELIV", "84912345602");
    track.sweepUnmatched(DEADLINE);
    assertThat(state(a)).isEqualTo(NotificationState.SUBMITTED);
  }

  @Test
  void theReceiptOfASegmentWithoutIdIsNotGivenToAnUnconfirmedOne() {
    UUID c = planned(A);
    UUID d = planned(A);
    track.read(accepted(c, 1, null), unconfirmed(d, 1, false));
    receive("unknown", "DELIVRD", "84912345601");
    track.sweepUnmatched(DEADLINE);
    assertThat(state(d)).isEqualTo(NotificationState.UNCONFIRMED);
  }

  @ParameterizedTest
  @CsvSource({"14, E", "E, 14", "10, A", "A, 10"})
  void nothingIsConvertedBeforeTheDeadline(String receiptId, String otherId) {
    UUID a = planned(A);
    UUID b = planned(A);
    track.read(accepted(a, 1, otherId));
    receive(receiptId, "UNDELIV", "84912345601");
    assertThat(state(a)).isEqualTo(NotificationState.SUBMITTED);
    track.read(accepted(b, 1, receiptId));
    assertThat(List.of(state(a), state(b)))
        .containsExactly(NotificationState.SUBMITTED, NotificationState.UNDELIVERED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void idsThatDifferInCaseOnlyAreDifferentIds(boolean receiptsFirst) {
    UUID lower = planned(A);
    UUID upper = planned(A);
    Runnable responses = () -> track.read(accepted(lower, 1, "ab12"), accepted(upper, 1, "AB12"));
    if (!receiptsFirst) {
      responses.run();
    }
    receive("AB12", "UNDELIV", "84912345601");
    receive("ab12", "DELIVRD", "84912345601");
    if (receiptsFirst) {
      responses.run();
    }
    assertThat(state(lower)).isEqualTo(NotificationState.DELIVERED);
    assertThat(state(upper)).isEqualTo(NotificationState.UNDELIVERED);
  }

  @ParameterizedTest
  @CsvSource({
    "84912345601, BHXHVN",
    "+84912345601, BHXHVN",
    "0912345601, BHXHVN",
    "912345601, 8079",
    "00084912345601, 8079",
    "840912345601, 8079",
    "BHXHVN, 84912345601",
    "8079, 0912345601",
    "84912345699, 84912345601",
  })
  void theNumberIsComparedInAllItsNotations(String source, String destination) {
    UUID a = planned(A);
    track.read(accepted(a, 1, "ID1"));
    track.read(receipt(ROUTE, "ID1", "DELIVRD", AT, source, destination));
    assertThat(state(a)).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void anOldNumberOfElevenDigitsIsTheSameNumber() {
    UUID id = planned("+84338765432");
    track.read(accepted(id, 1, "ID1"));
    receive("ID1", "DELIVRD", "841638765432");
    assertThat(state(id)).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void exchangedNumbersOfAnEarlyReceiptAreTriedAtTheDeadline() {
    UUID a = planned(A);
    track.read(receipt(ROUTE, "ID1", "DELIVRD", AT, "84912345699", "84912345601"));
    track.read(accepted(a, 1, "ID1"));
    track.sweepUnmatched(DEADLINE);
    assertThat(state(a)).isEqualTo(NotificationState.DELIVERED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"84912345699", "", "8491****601"})
  void anotherOrNoNumberIsCountedAndReported(String source) {
    for (int i = 0; i < 25; i++) {
      UUID id = planned(A);
      track.read(accepted(id, 1, "ID" + i));
      receive("ID" + i, "DELIVRD", source);
      assertThat(state(id)).isEqualTo(NotificationState.SUBMITTED);
    }
    track.sweepUnmatched(DEADLINE);
    track.forms.exchange();
    assertThat(track.count(TrackMetrics.Name.OTHER_NUMBER, "route", ROUTE)).isEqualTo(25);
    assertThat(track.forms.warnings())
        .singleElement()
        .asString()
        .contains("Route viettel: 100 %", "receipts-number: ignore");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRouteMayIgnoreTheNumberIfOnlyOneSegmentHasTheId(boolean receiptFirst) {
    UUID id = track.planned(1, "other-numbers", T0, A);
    UUID other = track.planned(1, "other-numbers", T0, B);
    if (!receiptFirst) {
      track.read(accepted("other-numbers", id, 1, "ID1", T0));
    }
    track.read(receipt("other-numbers", "ID1", "DELIVRD", AT, "84912345699", "BHXHVN"));
    if (receiptFirst) {
      track.read(accepted("other-numbers", id, 1, "ID1", T0));
    }
    assertThat(state(id)).isEqualTo(NotificationState.DELIVERED);
    track.read(accepted("other-numbers", other, 1, "ID1", T0.plusSeconds(1)));
    assertThat(state(other)).isEqualTo(NotificationState.SUBMITTED);
    UUID third = track.planned(1, "other-numbers", T0, A);
    track.read(accepted("other-numbers", third, 1, "ID2", T0));
    UUID fourth = track.planned(1, "other-numbers", T0, B);
    track.read(accepted("other-numbers", fourth, 1, "ID2", T0));
    track.read(receipt("other-numbers", "ID2", "DELIVRD", AT, "", "BHXHVN"));
    track.sweepUnmatched(DEADLINE);
    assertThat(List.of(state(third), state(fourth))).containsOnly(NotificationState.SUBMITTED);
  }

  @Test
  void theReceiptOfTheOnlySegmentWithoutIdIsMatchedByItsNumber() {
    UUID c = planned(A);
    track.read(accepted(c, 1, null));
    receive("unknown", "DELIVRD", "84912345601");
    track.sweepUnmatched(DEADLINE);
    assertThat(state(c)).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void nothingIsMatchedByNumberWhileAnAcceptedMessageWaits() {
    UUID c = planned(A);
    UUID d = planned(A);
    track.read(accepted(c, 1, "C1"), unconfirmed(d, 1, false));
    receive("unknown", "DELIVRD", "84912345601");
    track.sweepUnmatched(DEADLINE);
    assertThat(state(d)).isEqualTo(NotificationState.UNCONFIRMED);
    receive("C1", "DELIVRD", "84912345601");
    track.sweepUnmatched(DEADLINE.plus(Duration.ofMinutes(11)));
    assertThat(state(d)).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void anUnconfirmedSegmentMayOwnTheIdThatAConversionWouldGiveAway() {
    UUID a = planned(A);
    UUID lost = planned(A);
    track.read(accepted(a, 1, "E"), unconfirmed(lost, 1, false));
    receive("14", "UNDELIV", "84912345601");
    track.sweepUnmatched(DEADLINE);
    assertThat(state(a)).isEqualTo(NotificationState.SUBMITTED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void routesOfOneAccountShareTheirReceipts(boolean receiptFirst) {
    UUID id = track.planned(1, "otp", T0, A);
    Runnable receipt =
        () -> track.read(receipt("bulk", "ID1", "DELIVRD", AT, "84912345601", "BHXHVN"));
    if (receiptFirst) {
      receipt.run();
    }
    track.read(accepted("otp", id, 1, "ID1", T0));
    if (!receiptFirst) {
      receipt.run();
    }
    assertThat(state(id)).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.state(id).route()).isEqualTo("otp");
    UUID lost = track.planned(1, "otp", T0, B);
    track.read(unconfirmed("otp", lost, 1, false, T0));
    track.read(receipt("bulk", "unknown", "DELIVRD", AT, "84912345602", "BHXHVN"));
    track.sweepUnmatched(DEADLINE);
    assertThat(state(lost)).isEqualTo(NotificationState.DELIVERED);
  }

  /** A receipt that begins with the text of the message, which looks like a receipt itself. */
  private void receiveEcho() {
    String text =
        "text:id:5 stat:UNDELIV id:77 sub:001 dlvrd:001 submit date:2612010800"
            + " done date:2612010800 stat:DELIVRD err:000";
    track.read(
        new InboundRecord(
            1,
            ROUTE,
            0,
            4,
            0,
            "84912345601",
            "BHXHVN",
            text.getBytes(StandardCharsets.US_ASCII),
            Map.of(),
            AT));
  }

  @ParameterizedTest
  @CsvSource({
    "77, true, DELIVERED",
    "77, false, DELIVERED",
    "5, true, UNDELIVERED",
    "5, false, UNDELIVERED"
  })
  void ofTwoReadingsTheOneWhoseIdIsKnownCounts(
      String id, boolean receiptFirst, NotificationState expected) {
    UUID a = planned(A);
    if (receiptFirst) {
      receiveEcho();
      assertThat(track.sweeps.countUnmatchedReceipts()).isEqualTo(1);
    }
    track.read(accepted(a, 1, id));
    if (!receiptFirst) {
      receiveEcho();
    }
    track.sweepUnmatched(DEADLINE);
    assertThat(state(a)).isEqualTo(expected);
  }
}
