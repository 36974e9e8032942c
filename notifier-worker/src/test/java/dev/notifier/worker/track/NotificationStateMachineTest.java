package dev.notifier.worker.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.RouteConfig.Receipts;
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
 * The ladder as a table. A fact is a letter and the part it is about: A accepted, X refused for
 * good, U attempts used up, T retried, H held, R resent, E expired before submission, O opted out;
 * receipts: D delivered, N undelivered, J rejected, L deleted, P expired, I in progress, ? unknown.
 */
class NotificationStateMachineTest {
  private static final UUID ID = new UUID(0, 1);
  private static final Instant T0 = Instant.parse("2026-12-01T01:00:00Z");

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

  private static void tell(NotificationUpdate told, String fact) {
    int part = Integer.parseInt(fact.substring(1));
    SegmentId segment = new SegmentId(ID, part);
    switch (fact.charAt(0)) {
      case 'A' ->
          told.answer(
              "told", TrackHarness.answer(ID, part, Outcome.ACCEPTED, "c" + part, null, T0));
      case 'X' ->
          told.answer("told", refused(part, Outcome.REJECTED, FailureReason.CARRIER_REJECTED));
      case 'U' ->
          told.answer("told", refused(part, Outcome.REJECTED, FailureReason.ATTEMPTS_EXHAUSTED));
      case 'T' ->
          told.answer("told", refused(part, Outcome.RETRIED, FailureReason.CARRIER_TEMPORARY));
      case 'H' -> told.doubt("told", new Unconfirmed(1, segment, 2, false, T0.toEpochMilli()));
      case 'R' -> told.doubt("told", new Unconfirmed(1, segment, 2, true, T0.toEpochMilli()));
      case 'E' ->
          told.drop(
              new Drop(segment, 2, FailureReason.EXPIRED_BEFORE_SUBMISSION, T0.toEpochMilli()));
      case 'O' -> told.drop(new Drop(segment, 2, FailureReason.OPTED_OUT, T0.toEpochMilli()));
      case 'D' -> told.receipt(part, ReceiptOutcome.DELIVERED, "000", T0);
      case 'N' -> told.receipt(part, ReceiptOutcome.UNDELIVERED, "021", T0);
      case 'J' -> told.receipt(part, ReceiptOutcome.REJECTED, "022", T0);
      case 'L' -> told.receipt(part, ReceiptOutcome.DELETED, null, T0);
      case 'P' -> told.receipt(part, ReceiptOutcome.EXPIRED, null, T0);
      case 'I' -> told.receipt(part, ReceiptOutcome.IN_PROGRESS, null, T0);
      case '?' -> told.receipt(part, ReceiptOutcome.UNKNOWN, null, T0);
      default -> throw new IllegalArgumentException(fact);
    }
  }

  private static Response refused(int part, Outcome outcome, FailureReason reason) {
    return TrackHarness.answer(ID, part, outcome, null, reason, T0);
  }

  private static DeliveryState oneByOne(int segments, List<String> facts, Receipts worth) {
    DeliveryState standing = planned(segments);
    for (String fact : facts) {
      NotificationUpdate told = new NotificationUpdate("told");
      tell(told, fact);
      standing = NotificationStateMachine.step(standing, told, worth);
    }
    return standing;
  }

  private static DeliveryState atOnce(int segments, List<String> facts, Receipts worth) {
    NotificationUpdate told = new NotificationUpdate("told");
    facts.forEach(fact -> tell(told, fact));
    return NotificationStateMachine.step(planned(segments), told, worth);
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
  void climbs(
      int segments,
      Receipts worth,
      String facts,
      NotificationState state,
      @Nullable FailureReason reason) {
    List<String> all = List.of(facts.split(" "));
    for (DeliveryState end :
        List.of(oneByOne(segments, all, worth), atOnce(segments, all, worth))) {
      assertThat(end.state()).isEqualTo(state);
      assertThat(end.reason()).isEqualTo(reason);
      assertThat(end.finishedAt() != null)
          .isEqualTo(state.isFinal() || state == NotificationState.NO_RECEIPT);
    }
  }

  @Test
  void keepsWhatTheStoryNeeds() {
    DeliveryState end = oneByOne(2, List.of("R1", "A2", "A1", "D1", "D2"), Receipts.SMSC);
    assertThat(end.possibleDuplicate()).isTrue();
    assertThat(end.messageIds()).containsExactly("c1", "c2");
    assertThat(end.route()).isEqualTo("told");
    assertThat(end.confidence()).isEqualTo("smsc");
    assertThat(end.submittedAt()).isEqualTo(T0);
    assertThat(end.detail()).isEqualTo("receipt err 000");
  }

  @Test
  void silenceEndsWhatWaitsAndNothingElse() {
    Instant later = T0.plusSeconds(60);
    DeliveryState submitted =
        NotificationStateMachine.silence(oneByOne(1, List.of("A1"), Receipts.HANDSET), later);
    assertThat(submitted.state()).isEqualTo(NotificationState.NO_RECEIPT);
    assertThat(submitted.finishedAt()).isEqualTo(later);
    DeliveryState held =
        NotificationStateMachine.silence(oneByOne(1, List.of("H1"), Receipts.HANDSET), later);
    assertThat(held.state()).isEqualTo(NotificationState.UNCONFIRMED);
    assertThat(held.finishedAt()).isEqualTo(later);
    DeliveryState delivered = oneByOne(1, List.of("A1", "D1"), Receipts.HANDSET);
    assertThat(NotificationStateMachine.silence(delivered, later)).isEqualTo(delivered);
  }

  @Test
  void aReceiptAfterSilenceIsStillBelieved() {
    DeliveryState silent =
        NotificationStateMachine.silence(oneByOne(1, List.of("A1"), Receipts.HANDSET), T0);
    NotificationUpdate told = new NotificationUpdate("told");
    tell(told, "D1");
    assertThat(NotificationStateMachine.step(silent, told, Receipts.HANDSET).state())
        .isEqualTo(NotificationState.DELIVERED);
  }

  /** What may really happen to one part. One kind of refusal for the whole message. */
  @Provide
  Arbitrary<List<String>> stories() {
    return Combinators.combine(Arbitraries.integers().between(1, 4), Arbitraries.randoms())
        .as(NotificationStateMachineTest::story);
  }

  private static List<String> story(int segments, Random random) {
    String refusal = List.of("X", "E", "O").get(random.nextInt(3));
    List<String> facts = new ArrayList<>();
    for (int part = 1; part <= segments; part++) {
      switch (random.nextInt(6)) {
        case 0 -> facts.add(refusal + part);
        case 1 -> facts.add("H" + part);
        case 2 -> facts.addAll(List.of("H" + part, "A" + part));
        default -> facts.add("A" + part);
      }
      if (facts.getLast().startsWith("A")) {
        for (int i = random.nextInt(3); i > 0; i--) {
          facts.add(List.of("D", "D", "N", "P", "I").get(random.nextInt(5)) + part);
        }
      }
    }
    facts.add("I" + segments); // the highest part tells how many there are
    return facts;
  }

  @Property(tries = 3_000)
  void neitherOrderNorRepetitionMatters(
      @ForAll("stories") List<String> facts, @ForAll Random random) {
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
    assertThat(atOnce(segments, shuffled, Receipts.HANDSET).segmentBits())
        .isEqualTo(inOrder.segmentBits());
    assertThat(atOnce(segments, shuffled, Receipts.HANDSET).state().rank())
        .isEqualTo(inOrder.state().rank());
  }

  @Property(tries = 1_000)
  void neverGoesDown(@ForAll("stories") List<String> facts, @ForAll Random random) {
    int segments = Integer.parseInt(facts.getLast().substring(1));
    List<String> shuffled = new ArrayList<>(facts);
    Collections.shuffle(shuffled, random);
    DeliveryState standing = planned(segments);
    for (String fact : shuffled) {
      NotificationUpdate told = new NotificationUpdate("told");
      tell(told, fact);
      DeliveryState next = NotificationStateMachine.step(standing, told, Receipts.HANDSET);
      assertThat(next.state().rank()).isGreaterThanOrEqualTo(standing.state().rank());
      standing = next;
    }
  }
}
