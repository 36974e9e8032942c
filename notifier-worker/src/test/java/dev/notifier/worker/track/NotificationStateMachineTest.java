package dev.notifier.worker.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.RouteConfig.Receipts;
import dev.notifier.config.RouteConfig.ReceiptsPer;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.SegmentId;
import dev.notifier.store.tracking.DeliveryState;
import dev.notifier.store.tracking.ReceiptOutcome;
import dev.notifier.store.tracking.SegmentBits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The state machine as a table. A fact is a letter and the segment it is about: A accepted, X
 * rejected, U attempts exhausted, T retried, H unconfirmed and held, R unconfirmed and resent, E
 * expired before submission, O opted out. Receipts: D delivered, N undelivered, J rejected, L
 * deleted, P expired, I in progress, ? unknown.
 */
class NotificationStateMachineTest {
  private static final UUID ID = new UUID(0, 1);
  private static final Instant T0 = Instant.parse("2026-12-01T01:00:00Z");
  private static final String ROUTE = "actual";

  private static DeliveryState planned(int segments) {
    return new DeliveryState(
        "planned",
        segments,
        NotificationState.PLANNED,
        null,
        null,
        null,
        false,
        1,
        SegmentBits.NONE,
        List.of(),
        null,
        null,
        null);
  }

  private static void add(String fact, NotificationUpdate update) {
    int segment = Integer.parseInt(fact.substring(1));
    SegmentId segmentId = new SegmentId(ID, segment);
    switch (fact.charAt(0)) {
      case 'A' -> update.addResponse(ROUTE, accepted(segment));
      case 'X' -> update.addResponse(ROUTE, rejected(segment, FailureReason.CARRIER_REJECTED));
      case 'U' -> update.addResponse(ROUTE, rejected(segment, FailureReason.ATTEMPTS_EXHAUSTED));
      case 'T' ->
          update.addResponse(
              ROUTE, failed(segment, Outcome.RETRIED, FailureReason.CARRIER_TEMPORARY));
      case 'H' -> update.addUnconfirmed(ROUTE, unconfirmed(segmentId, false));
      case 'R' -> update.addUnconfirmed(ROUTE, unconfirmed(segmentId, true));
      case 'E' -> update.addDrop(drop(segmentId, FailureReason.EXPIRED_BEFORE_SUBMISSION));
      case 'O' -> update.addDrop(drop(segmentId, FailureReason.OPTED_OUT));
      case 'C' -> update.addDrop(drop(segmentId, FailureReason.CANCELLED));
      case 'D' -> update.addReceipt(segment, ReceiptOutcome.DELIVERED, "000", T0);
      case 'N' -> update.addReceipt(segment, ReceiptOutcome.UNDELIVERED, "021", T0);
      case 'J' -> update.addReceipt(segment, ReceiptOutcome.REJECTED, "022", T0);
      case 'L' -> update.addReceipt(segment, ReceiptOutcome.DELETED, null, T0);
      case 'P' -> update.addReceipt(segment, ReceiptOutcome.EXPIRED, null, T0);
      case 'I' -> update.addReceipt(segment, ReceiptOutcome.IN_PROGRESS, null, T0);
      case '?' -> update.addReceipt(segment, ReceiptOutcome.UNKNOWN, null, T0);
      default -> throw new IllegalArgumentException(fact);
    }
  }

  private static Response accepted(int segment) {
    return TrackHarness.response(ID, segment, Outcome.ACCEPTED, "c" + segment, null, T0);
  }

  private static Response rejected(int segment, FailureReason reason) {
    return failed(segment, Outcome.REJECTED, reason);
  }

  private static Response failed(int segment, Outcome outcome, FailureReason reason) {
    return TrackHarness.response(ID, segment, outcome, null, reason, T0);
  }

  private static Unconfirmed unconfirmed(SegmentId segment, boolean resent) {
    return new Unconfirmed(1, segment, 2, resent, T0.toEpochMilli());
  }

  private static Drop drop(SegmentId segment, FailureReason reason) {
    return new Drop(segment, 2, reason, T0.toEpochMilli());
  }

  private static DeliveryState oneByOne(int segments, List<String> facts, Receipts receipts) {
    DeliveryState state = planned(segments);
    for (String fact : facts) {
      state = NotificationStateMachine.apply(state, update(List.of(fact)), rules(receipts));
    }
    return state;
  }

  private static DeliveryState atOnce(int segments, List<String> facts, Receipts receipts) {
    return NotificationStateMachine.apply(planned(segments), update(facts), rules(receipts));
  }

  private static NotificationUpdate update(List<String> facts) {
    NotificationUpdate update = new NotificationUpdate();
    update.mentionedOn(ROUTE);
    facts.forEach(fact -> add(fact, update));
    return update;
  }

  @ParameterizedTest(name = "{0} segments, {1}: {2} -> {3} {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | HANDSET | A1          | SUBMITTED   |
          1 | HANDSET | T1          | PLANNED     |
          1 | HANDSET | T1 A1       | SUBMITTED   |
          1 | HANDSET | X1          | REJECTED    | CARRIER_REJECTED
          1 | HANDSET | T1 U1       | REJECTED    | ATTEMPTS_EXHAUSTED
          1 | HANDSET | E1          | EXPIRED     | EXPIRED_BEFORE_SUBMISSION
          1 | HANDSET | O1          | SKIPPED     | OPTED_OUT
          1 | HANDSET | C1          | CANCELLED   | CANCELLED
          1 | HANDSET | T1 C1       | CANCELLED   | CANCELLED
          2 | HANDSET | C1 C2       | CANCELLED   | CANCELLED
          2 | HANDSET | C1 A2       | REJECTED    | PARTLY_SENT
          1 | HANDSET | H1          | UNCONFIRMED | RESPONSE_MISSING
          1 | HANDSET | H1 A1       | SUBMITTED   |
          1 | HANDSET | H1 A1 D1    | DELIVERED   |
          1 | HANDSET | R1          | PLANNED     |
          1 | HANDSET | R1 X1       | REJECTED    | CARRIER_REJECTED
          1 | HANDSET | A1 D1       | DELIVERED   |
          1 | HANDSET | A1 N1       | UNDELIVERED | RECEIPT_UNDELIVERED
          1 | HANDSET | A1 J1       | UNDELIVERED | RECEIPT_REJECTED
          1 | HANDSET | A1 L1       | UNDELIVERED | RECEIPT_DELETED
          1 | HANDSET | A1 P1       | EXPIRED     | RECEIPT_EXPIRED
          1 | HANDSET | A1 I1 ?1    | SUBMITTED   |
          1 | HANDSET | A1 N1 D1    | DELIVERED   |
          1 | HANDSET | A1 P1 D1    | DELIVERED   |
          1 | HANDSET | A1 D1 N1    | DELIVERED   |
          1 | NONE    | A1          | NO_RECEIPT  |
          1 | NONE    | A1 D1       | NO_RECEIPT  |
          1 | NONE    | A1 N1       | UNDELIVERED | RECEIPT_UNDELIVERED
          2 | HANDSET | A1          | PLANNED     |
          2 | HANDSET | A1 A2       | SUBMITTED   |
          2 | HANDSET | A1 A2 D1    | SUBMITTED   |
          2 | HANDSET | A1 A2 D1 D2 | DELIVERED   |
          2 | HANDSET | A1 A2 N1    | SUBMITTED   | RECEIPT_UNDELIVERED
          2 | HANDSET | A1 A2 N1 D2 | UNDELIVERED | RECEIPT_UNDELIVERED
          2 | HANDSET | A1 A2 P1 D2 | EXPIRED     | RECEIPT_EXPIRED
          2 | HANDSET | A1 A2 P1 P2 | EXPIRED     | RECEIPT_EXPIRED
          2 | HANDSET | A1 A2 P1 J2 | UNDELIVERED | RECEIPT_REJECTED
          2 | HANDSET | A1 A2 D2 N1 D1 | DELIVERED |
          2 | HANDSET | A1 D1       | PLANNED     |
          2 | HANDSET | A1 X2       | REJECTED    | PARTLY_SENT
          2 | HANDSET | X2 A1       | REJECTED    | PARTLY_SENT
          2 | HANDSET | A1 X2 D1    | REJECTED    | PARTLY_SENT
          2 | HANDSET | X1 X2       | REJECTED    | CARRIER_REJECTED
          2 | HANDSET | A1 E2       | REJECTED    | PARTLY_SENT
          2 | HANDSET | E2 A1       | REJECTED    | PARTLY_SENT
          2 | HANDSET | A1 O2       | REJECTED    | PARTLY_SENT
          2 | HANDSET | O2 A1       | REJECTED    | PARTLY_SENT
          2 | HANDSET | A1 H2       | UNCONFIRMED | RESPONSE_MISSING
          2 | HANDSET | A1 H2 A2    | SUBMITTED   |
          2 | HANDSET | H1 X2       | REJECTED    | CARRIER_REJECTED
          """)
  void factsLeadToTheState(
      int segments,
      Receipts receipts,
      String facts,
      NotificationState state,
      @Nullable FailureReason reason) {
    List<String> all = List.of(facts.split(" "));
    for (DeliveryState end :
        List.of(oneByOne(segments, all, receipts), atOnce(segments, all, receipts))) {
      assertThat(end.state()).isEqualTo(state);
      assertThat(end.reason()).isEqualTo(reason);
      assertThat(end.finishedAt() != null)
          .isEqualTo(state.isFinal() || state == NotificationState.NO_RECEIPT);
    }
  }

  @Test
  void keepsWhatTheHistoryShows() {
    DeliveryState end = oneByOne(2, List.of("R1", "A2", "A1", "D1", "D2"), Receipts.SMSC);
    assertThat(end.possibleDuplicate()).isTrue();
    assertThat(end.messageIds()).containsExactly("c1", "c2");
    assertThat(end.route()).isEqualTo(ROUTE);
    assertThat(end.confidence()).isEqualTo("smsc");
    assertThat(end.submittedAt()).isEqualTo(T0);
    assertThat(end.detail()).isEqualTo("receipt err 000");
  }

  @Test
  void onlyWaitingNotificationsEndWithoutReceipt() {
    Instant later = T0.plusSeconds(60);
    DeliveryState submitted = withoutReceipt(List.of("A1"), later);
    assertThat(submitted.state()).isEqualTo(NotificationState.NO_RECEIPT);
    assertThat(submitted.finishedAt()).isEqualTo(later);
    DeliveryState held = withoutReceipt(List.of("H1"), later);
    assertThat(held.state()).isEqualTo(NotificationState.UNCONFIRMED);
    assertThat(held.finishedAt()).isEqualTo(later);
    assertThat(withoutReceipt(List.of("A1", "D1"), later))
        .isEqualTo(oneByOne(1, List.of("A1", "D1"), Receipts.HANDSET));
  }

  @Test
  void aReceiptAfterTheEndStillChangesTheState() {
    DeliveryState ended = withoutReceipt(List.of("A1"), T0);
    DeliveryState delivered =
        NotificationStateMachine.apply(ended, update(List.of("D1")), rules(Receipts.HANDSET));
    assertThat(delivered.state()).isEqualTo(NotificationState.DELIVERED);
  }

  private static DeliveryState withoutReceipt(List<String> facts, Instant at) {
    return NotificationStateMachine.endWithoutReceipt(oneByOne(1, facts, Receipts.HANDSET), at);
  }

  /** Possible facts about the segments of a message; all rejections have the same reason. */
  @Provide
  Arbitrary<List<String>> scenarios() {
    return Combinators.combine(Arbitraries.integers().between(1, 4), Arbitraries.randoms())
        .as(NotificationStateMachineTest::scenario);
  }

  private static List<String> scenario(int segments, Random random) {
    String rejection = List.of("X", "E", "O").get(random.nextInt(3));
    List<String> facts = new ArrayList<>();
    for (int segment = 1; segment <= segments; segment++) {
      switch (random.nextInt(6)) {
        case 0 -> facts.add(rejection + segment);
        case 1 -> facts.add("H" + segment);
        case 2 -> facts.addAll(List.of("H" + segment, "A" + segment));
        default -> facts.add("A" + segment);
      }
      if (facts.getLast().startsWith("A")) {
        for (int i = random.nextInt(3); i > 0; i--) {
          facts.add(List.of("D", "D", "N", "P", "I").get(random.nextInt(5)) + segment);
        }
      }
    }
    facts.add("I" + segments); // so that the last fact has the number of segments
    return facts;
  }

  @Property(tries = 3_000)
  void neitherOrderNorRepetitionMatters(
      @ForAll("scenarios") List<String> facts, @ForAll Random random) {
    int segments = Integer.parseInt(facts.getLast().substring(1));
    DeliveryState inOrder = oneByOne(segments, facts, Receipts.HANDSET);
    List<String> shuffled = new ArrayList<>(facts);
    facts.stream().filter(fact -> random.nextBoolean()).forEach(shuffled::add);
    Collections.shuffle(shuffled, random);
    DeliveryState end = oneByOne(segments, shuffled, Receipts.HANDSET);
    assertThat(end.state().rank()).isEqualTo(inOrder.state().rank());
    assertThat(end.state() == NotificationState.DELIVERED)
        .isEqualTo(inOrder.state() == NotificationState.DELIVERED);
    assertThat(end.segmentBits()).isEqualTo(inOrder.segmentBits());
    DeliveryState atOnce = atOnce(segments, shuffled, Receipts.HANDSET);
    assertThat(atOnce.segmentBits()).isEqualTo(inOrder.segmentBits());
    assertThat(atOnce.state().rank()).isEqualTo(inOrder.state().rank());
  }

  @Property(tries = 1_000)
  void theRankNeverDecreases(@ForAll("scenarios") List<String> facts, @ForAll Random random) {
    int segments = Integer.parseInt(facts.getLast().substring(1));
    List<String> shuffled = new ArrayList<>(facts);
    Collections.shuffle(shuffled, random);
    DeliveryState state = planned(segments);
    for (String fact : shuffled) {
      DeliveryState next =
          NotificationStateMachine.apply(state, update(List.of(fact)), rules(Receipts.HANDSET));
      assertThat(next.state().rank()).isGreaterThanOrEqualTo(state.state().rank());
      state = next;
    }
  }

  private static ReceiptRules rules(Receipts meaning) {
    return new ReceiptRules(meaning, ReceiptsPer.SEGMENT);
  }
}
