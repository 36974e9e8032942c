package dev.notifier.worker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SegmentId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JournalStateTest {
  private static final SegmentId A = new SegmentId(new UUID(1, 1), 1);
  private static final SegmentId B = new SegmentId(new UUID(2, 2), 1);

  private final JournalState state = new JournalState();

  @Test
  void aBindWithoutAnyRecordIsNewAndHasNothingPending() {
    assertThat(state.isNew()).isTrue();
    assertThat(state.pending()).isEmpty();
    assertThat(state.lastIntentNumber()).isZero();
  }

  @Test
  void aSegmentIsPendingFromItsIntentToItsResponse() {
    state.apply(entry(List.of(intent(1, A), intent(2, B)), List.of(), List.of()));
    state.apply(entry(List.of(), List.of(response(1, A)), List.of()));

    assertThat(state.pending()).extracting(SubmitIntent::segment).containsExactly(B);
    assertThat(state.isNew()).isFalse();
  }

  @Test
  void aResponseToAnEarlierIntentDoesNotEndTheLastOne() {
    state.apply(entry(List.of(intent(1, A)), List.of(), List.of()));
    state.apply(entry(List.of(intent(2, A)), List.of(), List.of(unconfirmed(1, A))));
    state.apply(entry(List.of(), List.of(response(1, A)), List.of()));

    assertThat(state.pending()).extracting(SubmitIntent::number).containsExactly(2L);
  }

  @Test
  void aResentSegmentStaysPendingWithItsNewIntent() {
    state.apply(entry(List.of(intent(1, A)), List.of(), List.of()));
    state.apply(entry(List.of(intent(2, A)), List.of(), List.of(unconfirmed(1, A))));

    assertThat(state.pending()).extracting(SubmitIntent::number).containsExactly(2L);
    assertThat(state.lastIntentNumber()).isEqualTo(2);
  }

  @Test
  void aHeldSegmentIsNoLongerPending() {
    state.apply(entry(List.of(intent(1, A)), List.of(), List.of()));
    state.apply(entry(List.of(), List.of(), List.of(unconfirmed(1, A))));

    assertThat(state.pending()).isEmpty();
  }

  @Test
  void aDroppedSegmentIsNoLongerPending() {
    state.apply(entry(List.of(intent(1, A), intent(2, B)), List.of(), List.of()));
    Drop drop = new Drop(A, 1, FailureReason.EXPIRED_BEFORE_SUBMISSION, 1);
    state.apply(
        new JournalRecord(
            1,
            "r",
            0,
            List.of(),
            List.of(),
            List.of(),
            List.of(drop),
            List.of(),
            Map.of(),
            false,
            null));

    assertThat(state.pending()).extracting(SubmitIntent::segment).containsExactly(B);
  }

  @Test
  void aLateResponseToAHeldSegmentChangesNothing() {
    state.apply(entry(List.of(intent(1, A)), List.of(), List.of()));
    state.apply(entry(List.of(), List.of(), List.of(unconfirmed(1, A))));
    state.apply(entry(List.of(), List.of(response(1, A)), List.of()));

    assertThat(state.pending()).isEmpty();
    assertThat(state.lastIntentNumber()).isEqualTo(1);
  }

  @Test
  void aCheckpointReplacesEverythingBeforeIt() {
    state.apply(entry(List.of(intent(1, A)), List.of(), List.of()));
    state.apply(checkpoint(List.of(), false, List.of(intent(7, B))));

    assertThat(state.pending()).extracting(SubmitIntent::segment).containsExactly(B);
    assertThat(state.lastIntentNumber()).isEqualTo(7);
  }

  @Test
  void numbersContinueAfterACheckpointWithNothingPending() {
    state.apply(entry(List.of(intent(9, A)), List.of(), List.of()));
    state.apply(checkpoint(List.of(response(9, A)), false, List.of()));

    JournalState fromCheckpoint = new JournalState();
    fromCheckpoint.apply(checkpoint(List.of(response(9, A)), false, List.of()));

    assertThat(fromCheckpoint.lastIntentNumber()).isEqualTo(state.lastIntentNumber()).isEqualTo(9);
  }

  @Test
  void onlyTheLastRecordDecidesWhetherTheBindIsReleased() {
    state.apply(checkpoint(List.of(), true, List.of(intent(1, A))));
    assertThat(state.isReleased()).isTrue();

    state.apply(checkpoint(List.of(), false, List.of(intent(1, A))));
    assertThat(state.isReleased()).isFalse();
  }

  private static SubmitIntent intent(long number, SegmentId segment) {
    return new SubmitIntent(number, segment, 1, 1, false, true, Lane.NORMAL, 100 + number);
  }

  private static Response response(long number, SegmentId segment) {
    return new Response(number, segment, 1, 1, false, Outcome.ACCEPTED, 0, "F1", null, 1, 2, null);
  }

  private static Unconfirmed unconfirmed(long number, SegmentId segment) {
    return new Unconfirmed(number, segment, 1, true, 1);
  }

  private static JournalRecord entry(
      List<SubmitIntent> intents, List<Response> responses, List<Unconfirmed> unconfirmed) {
    return new JournalRecord(
        1,
        "r",
        0,
        intents,
        responses,
        unconfirmed,
        List.of(),
        List.of(),
        Map.of(Lane.NORMAL, 5L),
        false,
        null);
  }

  private static JournalRecord checkpoint(
      List<Response> responses, boolean released, @Nullable List<SubmitIntent> pending) {
    return new JournalRecord(
        1, "r", 0, List.of(), responses, List.of(), List.of(), List.of(), Map.of(), released,
        pending);
  }
}
