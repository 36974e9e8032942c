package dev.notifier.worker.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.JournalState;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.journal.RecoveredState;
import dev.notifier.worker.journal.Recovery;
import dev.notifier.worker.journal.SegmentResponse;
import dev.notifier.worker.journal.SubmitResponse;
import dev.notifier.worker.journal.UncommittedResponses;
import dev.notifier.worker.response.ResponseHandler;
import dev.notifier.worker.response.ResponseMetrics;
import dev.notifier.worker.response.ResponsePolicy;
import dev.notifier.worker.send.BatchSelector;
import dev.notifier.worker.send.LaneQueues;
import dev.notifier.worker.send.PreSubmitCheck;
import dev.notifier.worker.send.SubmitState;
import dev.notifier.worker.testing.NoEffects;
import dev.notifier.worker.testing.SubmitFixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;

class LateResponsesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int TEMPORARY = 0x45;
  private static final int INVALID_DESTINATION = 0x0B;
  private static final int THROTTLED = 0x58;

  private final InstantSource clock = InstantSource.fixed(Instant.EPOCH);
  private final List<String> committed = new ArrayList<>();

  /** The retry topics to which messages were moved. */
  private final List<String> deferred = new ArrayList<>();

  private final UncommittedResponses uncommitted = new UncommittedResponses();
  private final SubmitState state = new SubmitState(uncommitted);
  private final ResponseHandler responses =
      new ResponseHandler(
          state.pending(),
          new ResponsePolicy(Map.of()),
          new NoEffects(),
          new ResponseMetrics(new SimpleMeterRegistry(), "a"),
          clock);
  private final BatchSelector selector =
      new BatchSelector(
          new LaneQueues(new BindId(0, "a", 0), new MockConsumer<>("none"), 10),
          state,
          responses,
          new PreSubmitCheck(clock),
          clock,
          100);
  private final LateResponses late = new LateResponses(state, responses);
  private final SubmitRecord service = message(Category.SERVICE);
  private final SubmitRecord information = message(Category.GENERAL_INFO);

  @Test
  void aHeldSegmentIsAcceptedWithItsOwnIntent() {
    settle(SubmitFixtures.segment(information, 7, 1, false), 0);

    assertThat(outcomes()).containsExactly("7 ACCEPTED id");
  }

  @Test
  void aHeldSegmentIsRejectedOrRetried() {
    settle(SubmitFixtures.segment(information, 7, 1, false), INVALID_DESTINATION);
    settle(SubmitFixtures.segment(information, 8, 1, false), TEMPORARY);
    settle(SubmitFixtures.segment(information, 9, 1, false), THROTTLED);

    assertThat(outcomes()).containsExactly("7 REJECTED id", "8 RETRIED id", "9 RETRIED id");
    assertThat(state.pending().transfers()).hasSize(2);
  }

  @Test
  void aResendThatIsNotJournaledYetIsCancelled() {
    PendingSegment first = SubmitFixtures.segment(service, 7, 1, false);
    responses.unconfirmed(first);

    settle(first, 0);

    assertThat(outcomes()).containsExactly("7 ACCEPTED id");
    assertThat(state.pending().hasResubmissions()).isFalse();
    assertThat(state.pending().unconfirmed()).isEmpty();
    assertThat(uncommitted.responseTo(7)).isNotNull();
  }

  @Test
  void aResendThatIsJournaledAndNotWrittenIsCancelled() {
    state.window().enqueue(SubmitFixtures.segment(service, 9, 1, true));

    settle(SubmitFixtures.segment(service, 7, 1, false), 0);

    assertThat(outcomes()).containsExactly("7 ACCEPTED id", "9 SUPERSEDED null");
    assertThat(state.window().queuedCount()).isZero();
  }

  /** The owner that starts over has the resend in its journal. */
  @Test
  void aCancelledResendStaysCancelledIfTheCommitFails() {
    PendingSegment resend = SubmitFixtures.segment(service, 9, 1, true);
    uncommitted.journaling(9);
    state.window().enqueue(resend);
    settle(SubmitFixtures.segment(service, 7, 1, false), 0);

    RecoveredState recovered =
        new Recovery(
                new BindId(0, "a", 0),
                (_, offsets) -> Map.of(offsets.getFirst(), service),
                uncommitted)
            .recover(journalWith(resend.intent()));

    assertThat(recovered.unwritten()).isEmpty();
    assertThat(recovered.responded())
        .extracting(each -> each.response().commandStatus())
        .containsExactly(0);
  }

  private static JournalState journalWith(SubmitIntent intent) {
    JournalState journal = new JournalState();
    journal.apply(
        new JournalRecord(
            JournalRecord.VERSION,
            "a",
            0,
            List.of(intent),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            false,
            null,
            List.of()));
    return journal;
  }

  @Test
  void aThrottledResendIsCancelled() {
    state
        .pending()
        .addThrottled(
            new SegmentResponse(
                SubmitFixtures.segment(service, 9, 1, true),
                new SubmitResponse(THROTTLED, null, 1, 2)));

    settle(SubmitFixtures.segment(service, 7, 1, false), 0);

    assertThat(outcomes()).containsExactly("7 ACCEPTED id", "9 SUPERSEDED null");
    assertThat(state.pending().hasResubmissions()).isFalse();
  }

  @Test
  void aWrittenResendStaysSoThatBothIdsBelongToTheSegment() {
    state.window().enqueue(SubmitFixtures.segment(service, 9, 1, true));
    state.window().written(3, 1, 1);

    settle(SubmitFixtures.segment(service, 7, 1, false), 0);

    assertThat(outcomes()).containsExactly("7 ACCEPTED id");
    assertThat(state.window().outstandingCount()).isEqualTo(1);
  }

  @Test
  void aRejectionWithAResendAndOneOfAResendChangeNothing() {
    state.window().enqueue(SubmitFixtures.segment(service, 9, 1, true));

    settle(SubmitFixtures.segment(service, 7, 1, false), INVALID_DESTINATION);
    settle(SubmitFixtures.segment(service, 9, 1, true), INVALID_DESTINATION);

    assertThat(outcomes()).isEmpty();
    assertThat(state.window().queuedCount()).isEqualTo(1);
  }

  /** The number gets one segment at a time while the response to the first one is missing. */
  @Test
  void aResendThatWaitsForAnotherMessageToItsNumberIsCancelled() {
    PendingSegment first = SubmitFixtures.segment(service, 7, 1, false);
    PendingSegment second = SubmitFixtures.segment(message(Category.SERVICE), 8, 1, false);
    write(first, 1, 10 * SECOND);
    write(second, 2, 20 * SECOND);
    state.window().takeOverdue(10 * SECOND).forEach(responses::timedOut);
    for (long now = 10 * SECOND; now < 20 * SECOND; now += SECOND) {
      commit(now);
    }

    settle(first, 0);
    commit(20 * SECOND - 1);

    assertThat(deferred).isEmpty();
    assertThat(committed).containsExactly("7 ACCEPTED id");
    assertThat(state.pending().hasResubmissions()).isFalse();
    assertThat(state.window().queuedCount()).isZero();
  }

  private void write(PendingSegment segment, int sequence, long deadlineNanos) {
    state.window().enqueue(segment);
    state.window().written(sequence, 1, deadlineNanos);
  }

  private void commit(long nowNanos) {
    state.window().peekQueued();
    state.window().takeOverdue(nowNanos).forEach(responses::timedOut);
    List<PendingSegment> resubmissions = selector.takeResubmissions();
    List<PendingSegment> fresh = selector.takeMessages(10, 10);
    state.pending().transfers().forEach(each -> deferred.add(each.topic()));
    committed.addAll(outcomes());
    state.pending().clear();
    state.window().enqueueFirst(resubmissions);
    fresh.forEach(state.window()::enqueue);
  }

  @Test
  void aRejectionCancelsAResendThatWaitsAndCountsAsTheResponse() {
    PendingSegment first = SubmitFixtures.segment(service, 7, 1, false);
    responses.unconfirmed(first);

    settle(first, INVALID_DESTINATION);

    assertThat(outcomes()).containsExactly("7 REJECTED id");
    assertThat(state.pending().hasResubmissions()).isFalse();
  }

  private void settle(PendingSegment segment, int status) {
    late.settle(new SegmentResponse(segment, new SubmitResponse(status, "id", 1, 2)));
  }

  private List<String> outcomes() {
    return state.pending().responses().stream()
        .map(each -> each.number() + " " + each.outcome() + " " + each.messageId())
        .toList();
  }

  private static SubmitRecord message(Category category) {
    return SubmitFixtures.message(
        "a", Lane.NORMAL, category, SubmitFixtures.PHONE, List.of("one"), List.of(1), null);
  }
}
