package dev.notifier.worker.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.JournalRecord;
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
  void aBindThatNobodyOwnedIsNewAndHasNothingOpen() {
    assertThat(state.isNew()).isTrue();
    assertThat(state.open()).isEmpty();
    assertThat(state.lastNumber()).isZero();
  }

  @Test
  void whatIsNamedStaysOpenUntilItsAnswerComes() {
    state.fold(step(List.of(naming(1, A), naming(2, B)), List.of(), List.of()));
    state.fold(step(List.of(), List.of(answer(1, A)), List.of()));

    assertThat(state.open()).extracting(SubmitIntent::segment).containsExactly(B);
    assertThat(state.isNew()).isFalse();
  }

  @Test
  void anAnswerToAnEarlierNamingDoesNotCloseTheLastOne() {
    state.fold(step(List.of(naming(1, A)), List.of(), List.of()));
    state.fold(step(List.of(naming(2, A)), List.of(), List.of(doubt(1, A))));
    state.fold(step(List.of(), List.of(answer(1, A)), List.of()));

    assertThat(state.open()).extracting(SubmitIntent::number).containsExactly(2L);
  }

  @Test
  void aDoubtAndItsRepetitionInOneStepLeaveTheRepetitionOpen() {
    state.fold(step(List.of(naming(1, A)), List.of(), List.of()));
    state.fold(step(List.of(naming(2, A)), List.of(), List.of(doubt(1, A))));

    assertThat(state.open()).extracting(SubmitIntent::number).containsExactly(2L);
    assertThat(state.lastNumber()).isEqualTo(2);
  }

  @Test
  void aHeldDoubtClosesItsSegment() {
    state.fold(step(List.of(naming(1, A)), List.of(), List.of()));
    state.fold(step(List.of(), List.of(), List.of(doubt(1, A))));

    assertThat(state.open()).isEmpty();
  }

  @Test
  void aCheckpointIsTheWholeTruth() {
    state.fold(step(List.of(naming(1, A)), List.of(), List.of()));
    state.fold(entry(List.of(), false, List.of(naming(7, B))));

    assertThat(state.open()).extracting(SubmitIntent::segment).containsExactly(B);
    assertThat(state.lastNumber()).isEqualTo(7);
  }

  @Test
  void numbersGoOnAfterACheckpointWithNothingOpen() {
    state.fold(step(List.of(naming(9, A)), List.of(), List.of()));
    state.fold(entry(List.of(answer(9, A)), false, List.of()));

    JournalState fromCheckpoint = new JournalState();
    fromCheckpoint.fold(entry(List.of(answer(9, A)), false, List.of()));

    assertThat(fromCheckpoint.lastNumber()).isEqualTo(state.lastNumber()).isEqualTo(9);
  }

  @Test
  void onlyTheLastStepCanBeARelease() {
    state.fold(entry(List.of(), true, List.of(naming(1, A))));
    assertThat(state.released()).isTrue();

    state.fold(entry(List.of(), false, List.of(naming(1, A))));
    assertThat(state.released()).isFalse();
  }

  private static SubmitIntent naming(long number, SegmentId segment) {
    return new SubmitIntent(number, segment, 1, 1, false, true, Lane.NORMAL, 100 + number);
  }

  private static Response answer(long number, SegmentId segment) {
    return new Response(number, segment, 1, 1, false, Outcome.ACCEPTED, 0, "F1", null, 1, 2);
  }

  private static Unconfirmed doubt(long number, SegmentId segment) {
    return new Unconfirmed(number, segment, 1, true, 1);
  }

  private static JournalRecord step(
      List<SubmitIntent> named, List<Response> answers, List<Unconfirmed> doubts) {
    return new JournalRecord(
        1, "r", 0, named, answers, doubts, List.of(), Map.of(Lane.NORMAL, 5L), false, null);
  }

  private static JournalRecord entry(
      List<Response> answers, boolean released, @Nullable List<SubmitIntent> checkpoint) {
    return new JournalRecord(
        1, "r", 0, List.of(), answers, List.of(), List.of(), Map.of(), released, checkpoint);
  }
}
