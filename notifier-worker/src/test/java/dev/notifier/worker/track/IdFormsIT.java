package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.ROUTE;
import static dev.notifier.worker.track.TrackHarness.T0;
import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.NotificationState;
import dev.notifier.store.tracking.MessageIdConversion;
import dev.notifier.store.tracking.ReceiptMatchStatistics;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers and receipts of carriers that write their ids in two forms. */
class IdFormsIT {
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
    return track.standing(id).state();
  }

  @ParameterizedTest
  @CsvSource({
    "plain,       00b8be19,         B8BE19",
    "plain,       0972660181,       0972660181",
    "hexanswers,  10C8F40D,         281605133",
    "hexanswers,  39f99dd5,         0972660181",
    "hexanswers,  822FC73B00000039, 9380935605053030457",
    "hexanswers,  c87c-x,           C87C-X",
    "hexreceipts, 281605133,        10c8f40d",
    "hexreceipts, 9380935605053030457, 822FC73B00000039",
    "viettel,     10C8F40D,         281605133",
    "viettel,     281605133,        10C8F40D",
    "viettel,     00B8BE19,         b8be19",
    "viettel,     822FC73B00000039, 9380935605053030457",
  })
  void answerAndReceiptMeetInEitherOrder(String route, String answer, String receipt) {
    UUID late = track.planned(1, route, T0);
    track.tell(accepted(route, late, 1, answer, T0));
    track.tell(receipt(route, receipt, "DELIVRD", T0.plusSeconds(5)));
    assertThat(state(late)).isEqualTo(NotificationState.DELIVERED);
    track.jdbc.update("delete from submissions");
    UUID early = track.planned(1, route, T0);
    track.tell(receipt(route, receipt, "DELIVRD", T0.plusSeconds(5)));
    track.tell(accepted(route, early, 1, answer, T0));
    assertThat(state(early)).isEqualTo(NotificationState.DELIVERED);
    assertThat(track.sweeps.countUnmatchedReceipts()).isZero();
  }

  @Test
  void whatIsConfiguredIsObeyed() {
    UUID id = track.planned(1, "plain", T0);
    track.tell(accepted("plain", id, 1, "10C8F40D", T0));
    track.tell(receipt("plain", "281605133", "DELIVRD", T0.plusSeconds(5)));
    track.waitingSweep(DEADLINE).sweep();
    assertThat(state(id)).isEqualTo(NotificationState.SUBMITTED);
  }

  @Test
  void theVeryIdComesBeforeAConvertedOne() {
    UUID asIs = track.planned(1);
    UUID converted = track.planned(1);
    track.tell(accepted(asIs, 1, "281605133"), accepted(converted, 1, "10C8F40D"));
    track.tell(receipt("281605133", "DELIVRD"));
    assertThat(state(asIs)).isEqualTo(NotificationState.DELIVERED);
    assertThat(state(converted)).isEqualTo(NotificationState.SUBMITTED);
  }

  @Test
  void anOldAnswerIsNotTakenForAConvertedOne() {
    UUID old = track.planned(1, ROUTE, T0.minus(Duration.ofDays(3)));
    track.tell(accepted(ROUTE, old, 1, "10C8F40D", T0.minus(Duration.ofDays(3))));
    track.tell(receipt("281605133", "DELIVRD"));
    assertThat(state(old)).isEqualTo(NotificationState.SUBMITTED);
  }

  private void pairs(int from, int until, boolean hexAnswers) {
    for (int i = from; i < until; i++) {
      UUID id = track.planned(1);
      track.tell(accepted(id, 1, hexAnswers ? hex(i) : decimal(i)));
      track.tell(receipt(hexAnswers ? decimal(i) : hex(i), "DELIVRD"));
      assertThat(state(id)).isEqualTo(NotificationState.DELIVERED);
    }
  }

  @Test
  void theFormIsLearnedFromPairsAndThenUsedAlone() {
    pairs(0, MessageIdFormLearner.MIN_PAIRS - 1, true);
    track.ids.exchange();
    assertThat(track.ids.form(ROUTE)).isNull();
    pairs(MessageIdFormLearner.MIN_PAIRS, MessageIdFormLearner.MIN_PAIRS + 1, true);
    track.ids.exchange();
    assertThat(track.ids.form(ROUTE)).isEqualTo(MessageIdConversion.DECIMAL_TO_HEX);
    // An early receipt waits under the answer's form at once.
    track.tell(receipt(decimal(77), "DELIVRD"));
    assertThat(
            track.jdbc.queryForObject(
                "select message_id from submissions where notification_id is null", String.class))
        .isEqualTo(hex(77));
    UUID id = track.planned(1);
    track.tell(accepted(id, 1, hex(77)));
    assertThat(state(id)).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void anotherWorkerHearsWhatWasLearned() {
    pairs(0, MessageIdFormLearner.MIN_PAIRS, false);
    track.ids.exchange();
    MessageIdFormLearner other =
        new MessageIdFormLearner(
            TrackHarness.ROUTES, new ReceiptMatchStatistics(track.pool), track.meters);
    assertThat(other.form(ROUTE)).isNull();
    other.exchange();
    assertThat(other.form(ROUTE)).isEqualTo(MessageIdConversion.HEX_TO_DECIMAL);
  }

  @Test
  void aFormThatChangesIsLearnedAnew() {
    pairs(0, MessageIdFormLearner.MIN_PAIRS, true);
    track.ids.exchange();
    assertThat(track.ids.form(ROUTE)).isEqualTo(MessageIdConversion.DECIMAL_TO_HEX);
    UUID[] changed = new UUID[10 * MessageIdFormLearner.MIN_PAIRS];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = track.planned(1);
      track.tell(accepted(changed[i], 1, decimal(1_000 + i)));
      track.tell(receipt(decimal(1_000 + i), "DELIVRD"));
    }
    assertThat(state(changed[0])).isEqualTo(NotificationState.SUBMITTED);
    track.waitingSweep(DEADLINE).sweep();
    assertThat(changed).allMatch(id -> state(id) == NotificationState.DELIVERED);
    track.ids.exchange();
    assertThat(track.ids.form(ROUTE)).isEqualTo(MessageIdConversion.AS_IS);
    assertThat(track.count(TrackMetrics.Name.RESCUED_RECEIPTS, "by", "form"))
        .isEqualTo(changed.length);
    assertThat(track.sweeps.countUnmatchedReceipts()).isZero();
    track.tell(receipt(decimal(1_000), "DELIVRD")); // once more, and under the alias
    assertThat(state(changed[0])).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void aFallenMatchRateIsToldAndRises() {
    for (int i = 0; i < MessageIdFormLearner.MIN_RECEIPTS; i++) {
      track.tell(receipt("plain", "stranger" + i, "DELIVRD", T0));
    }
    track.ids.exchange();
    assertThat(track.ids.warnings()).isEmpty(); // they may still meet
    track.waitingSweep(DEADLINE).sweep();
    track.ids.exchange();
    assertThat(track.ids.warnings())
        .singleElement()
        .asString()
        .contains("plain", "0 %", "message-id-format");
    assertThat(rate()).isZero();
    track.waitingSweep(DEADLINE.plusSeconds(60)).sweep(); // counts each once
    track.ids.exchange();
    track.ids.matched("plain", MessageIdConversion.AS_IS, 19 * MessageIdFormLearner.MIN_RECEIPTS);
    track.ids.exchange();
    assertThat(track.ids.warnings()).isEmpty();
    assertThat(rate()).isBetween(0.94, 0.96);
  }

  private double rate() {
    return track
        .registry
        .get(TrackMetrics.Name.MATCH_RATE.id())
        .tags("route", "plain")
        .gauge()
        .value();
  }

  @Test
  void whereARawReceiptStandsIsKnownWhileItWaits() {
    track.tell(receipt("stranger", "DELIVRD"));
    assertThat(
            track.jdbc.queryForMap(
                "select unmatched_phone, unmatched_partition, unmatched_offset from submissions"))
        .containsEntry("unmatched_phone", "+84912345678")
        .containsEntry("unmatched_partition", 0)
        .containsEntry("unmatched_offset", 0L);
    UUID id = track.planned(1);
    track.tell(accepted(id, 1, "stranger"));
    assertThat(track.jdbc.queryForMap("select unmatched_phone, unmatched_since from submissions"))
        .containsEntry("unmatched_phone", null)
        .containsEntry("unmatched_since", null);
  }
}
