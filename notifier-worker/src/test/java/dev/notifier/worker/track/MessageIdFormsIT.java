package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.ROUTE;
import static dev.notifier.worker.track.TrackHarness.T0;
import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.NotificationState;
import dev.notifier.store.tracking.MessageIdConversion;
import dev.notifier.store.tracking.ReceiptMatchStatistics;
import dev.notifier.worker.receipt.MessageIdFormLearner;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Responses and receipts of carriers that write their ids in two forms. */
class MessageIdFormsIT {
  private static final BigInteger FIRST = new BigInteger("822FC73B0000A039", 16);
  private static final Instant DEADLINE = T0.plus(Duration.ofMinutes(2));

  private final TrackHarness track = new TrackHarness();

  @AfterEach
  void close() {
    track.close();
  }

  private static String hex(int number) {
    return FIRST.add(BigInteger.valueOf(number)).toString(16).toUpperCase(Locale.ROOT);
  }

  private static String decimal(int number) {
    return FIRST.add(BigInteger.valueOf(number)).toString();
  }

  private NotificationState state(UUID id) {
    return track.state(id).state();
  }

  /** Whether the state is known at once, or only after the response deadline. */
  @ParameterizedTest
  @CsvSource({
    "plain,       0972660181,       0972660181,          true",
    "plain,       00b8be19,         00b8be19,            true",
    "plain,       00b8be19,         B8BE19,              false",
    "hex-responses, 10C8F40D,       281605133,           true",
    "hex-responses, 39f99dd5,       0972660181,          true",
    "hex-responses, 822FC73B00000039, 9380935605053030457, true",
    "hex-responses, c87c-x,         C87C-X,              true",
    "hex-receipts,  281605133,      10c8f40d,            true",
    "hex-receipts,  9380935605053030457, 822FC73B00000039, true",
    "viettel,     10C8F40D,         281605133,           false",
    "viettel,     281605133,        10C8F40D,            false",
    "viettel,     00B8BE19,         b8be19,              false",
    "viettel,     b8be19,           b8be19,              true",
    "viettel,     822FC73B00000039, 9380935605053030457, false",
  })
  void responseAndReceiptMatchInEitherOrder(
      String route, String responseId, String receiptId, boolean atOnce) {
    UUID late = track.planned(1, route, T0);
    track.read(accepted(route, late, 1, responseId, T0));
    track.read(receipt(route, receiptId, "DELIVRD", T0.plusSeconds(5)));
    assertThat(state(late) == NotificationState.DELIVERED).isEqualTo(atOnce);
    track.sweepUnmatched(DEADLINE);
    assertThat(state(late)).isEqualTo(NotificationState.DELIVERED);
    track.jdbc.update("delete from submissions");
    track.jdbc.update("delete from sweeps");
    UUID early = track.planned(1, route, T0);
    track.read(receipt(route, receiptId, "DELIVRD", T0.plusSeconds(5)));
    track.read(accepted(route, early, 1, responseId, T0));
    assertThat(state(early) == NotificationState.DELIVERED).isEqualTo(atOnce);
    track.sweepUnmatched(DEADLINE);
    assertThat(state(early)).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.sweeps.countUnmatchedReceipts()).isZero();
  }

  @Test
  void aConfiguredFormatIsTheOnlyOneTried() {
    UUID id = track.planned(1, "plain", T0);
    track.read(accepted("plain", id, 1, "10C8F40D", T0));
    track.read(receipt("plain", "281605133", "DELIVRD", T0.plusSeconds(5)));
    track.sweepUnmatched(DEADLINE);
    assertThat(state(id)).isEqualTo(NotificationState.SUBMITTED);
  }

  @Test
  void theLiteralIdIsPreferredToAConvertedOne() {
    UUID asIs = track.planned(1);
    UUID converted = track.planned(1);
    track.read(accepted(asIs, 1, "281605133"), accepted(converted, 1, "10C8F40D"));
    track.read(receipt("281605133", "DELIVRD"));
    assertThat(state(asIs)).isEqualTo(NotificationState.DELIVERED);
    assertThat(state(converted)).isEqualTo(NotificationState.SUBMITTED);
  }

  @Test
  void aConvertedIdDoesNotMatchAnOldResponse() {
    UUID old = track.planned(1, ROUTE, T0.minus(Duration.ofDays(3)));
    track.read(accepted(ROUTE, old, 1, "10C8F40D", T0.minus(Duration.ofDays(3))));
    track.read(receipt("281605133", "DELIVRD"));
    assertThat(state(old)).isEqualTo(NotificationState.SUBMITTED);
  }

  private static String phone(int number) {
    return "+849" + (10_000_000 + number);
  }

  /** Each message has another recipient. */
  private UUID exchange(int number, String responseId, String receiptId) {
    UUID id = track.planned(1, ROUTE, T0, phone(number));
    track.read(accepted(id, 1, responseId));
    track.read(receipt(ROUTE, receiptId, "DELIVRD", T0.plusSeconds(5), phone(number), "BHXHVN"));
    return id;
  }

  private void deliverPairs(int from, int until, boolean hexResponses) {
    for (int i = from; i < until; i++) {
      UUID id = exchange(i, hexResponses ? hex(i) : decimal(i), hexResponses ? decimal(i) : hex(i));
      track.sweepUnmatched(DEADLINE.plusSeconds(i));
      assertThat(state(id)).isEqualTo(NotificationState.DELIVERED);
      track.jdbc.update("delete from sweeps");
    }
  }

  @Test
  void theFormIsLearnedFromPairsAndThenTheOnlyOneTried() {
    deliverPairs(0, MessageIdFormLearner.MIN_PAIRS - 1, true);
    track.forms.exchange();
    assertThat(track.forms.conversion(track.accounts.of(ROUTE))).isNull();
    deliverPairs(MessageIdFormLearner.MIN_PAIRS, MessageIdFormLearner.MIN_PAIRS + 1, true);
    track.forms.exchange();
    assertThat(track.forms.conversion(track.accounts.of(ROUTE)))
        .isEqualTo(MessageIdConversion.DECIMAL_TO_HEX);
    // An early receipt now waits under the form of the response.
    track.read(receipt(decimal(77), "DELIVRD"));
    assertThat(
            track.jdbc.queryForObject(
                "select message_id from submissions where notification_id is null", String.class))
        .isEqualTo(hex(77));
    UUID id = track.planned(1);
    track.read(accepted(id, 1, hex(77)));
    assertThat(state(id)).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void anotherWorkerLearnsTheSame() {
    deliverPairs(0, MessageIdFormLearner.MIN_PAIRS, false);
    track.forms.exchange();
    MessageIdFormLearner other =
        new MessageIdFormLearner(
            track.accounts, new ReceiptMatchStatistics(track.pool), (route, rate) -> {});
    assertThat(other.conversion(track.accounts.of(ROUTE))).isNull();
    other.exchange();
    assertThat(other.conversion(track.accounts.of(ROUTE)))
        .isEqualTo(MessageIdConversion.HEX_TO_DECIMAL);
  }

  @Test
  void aChangedFormIsLearnedAgain() {
    deliverPairs(0, MessageIdFormLearner.MIN_PAIRS, true);
    track.forms.exchange();
    assertThat(track.forms.conversion(track.accounts.of(ROUTE)))
        .isEqualTo(MessageIdConversion.DECIMAL_TO_HEX);
    UUID[] changed = new UUID[10 * MessageIdFormLearner.MIN_PAIRS];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = exchange(1_000 + i, decimal(1_000 + i), decimal(1_000 + i));
    }
    assertThat(state(changed[0])).isEqualTo(NotificationState.SUBMITTED);
    track.sweepUnmatched(DEADLINE);
    assertThat(track.states(List.of(changed)).values())
        .hasSize(changed.length)
        .containsOnly(NotificationState.DELIVERED);
    track.forms.exchange();
    assertThat(track.forms.conversion(track.accounts.of(ROUTE)))
        .isEqualTo(MessageIdConversion.AS_IS);
    assertThat(track.count(TrackMetrics.Name.LATE_MATCHED_RECEIPTS, "by", "form"))
        .isEqualTo(changed.length + MessageIdFormLearner.MIN_PAIRS);
    assertThat(track.sweeps.countUnmatchedReceipts()).isZero();
    track.read(
        receipt(
            ROUTE,
            decimal(1_000),
            "DELIVRD",
            T0.plusSeconds(9),
            phone(1_000),
            "BHXHVN")); // again, under the id that was linked
    assertThat(state(changed[0])).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void aLowMatchRateIsReportedUntilItRises() {
    for (int i = 0; i < MessageIdFormLearner.MIN_RECEIPTS; i++) {
      track.read(receipt("plain", "unknown" + i, "DELIVRD", T0));
    }
    track.forms.exchange();
    assertThat(track.forms.warnings()).isEmpty(); // they may still match
    track.sweepUnmatched(DEADLINE);
    track.forms.exchange();
    assertThat(track.forms.warnings())
        .containsExactly(
            "Route plain: only 0 % of the last receipts match a response. Compare the ids of some"
                + " receipts and responses (docs/operating.md, \"Receipts without a response\"), set"
                + " message-id-format, and check whether another program uses this carrier account.");
    assertThat(matchRate()).isZero();
    track.sweepUnmatched(DEADLINE.plusSeconds(60)); // counts each receipt once
    track.forms.exchange();
    track.forms.countMatched(
        track.accounts.of("plain").id(),
        MessageIdConversion.AS_IS,
        19 * MessageIdFormLearner.MIN_RECEIPTS);
    track.forms.exchange();
    assertThat(track.forms.warnings()).isEmpty();
    assertThat(matchRate()).isEqualTo(0.95);
  }

  private double matchRate() {
    return track.gauge(TrackMetrics.Name.MATCH_RATE, "route", "plain");
  }

  @Test
  void thePositionOfAReceiptIsKnownWhileItWaits() {
    track.read(receipt("unknown", "DELIVRD"));
    assertThat(
            track.jdbc.queryForMap(
                "select number, unmatched_partition, unmatched_offset from submissions"))
        .containsEntry("number", 84912345678L)
        .containsEntry("unmatched_partition", 0)
        .containsEntry("unmatched_offset", 0L);
    UUID id = track.planned(1);
    track.read(accepted(id, 1, "unknown"));
    assertThat(track.jdbc.queryForMap("select unmatched_offset, unmatched_since from submissions"))
        .containsEntry("unmatched_offset", null)
        .containsEntry("unmatched_since", null);
  }
}
