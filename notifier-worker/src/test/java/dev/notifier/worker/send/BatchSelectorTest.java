package dev.notifier.worker.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.MessageTransfer;
import dev.notifier.worker.journal.PendingCommit;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.journal.SegmentResponse;
import dev.notifier.worker.journal.SubmitResponse;
import dev.notifier.worker.journal.UncommittedResponses;
import dev.notifier.worker.response.ResponseHandler;
import dev.notifier.worker.response.ResponseMetrics;
import dev.notifier.worker.response.ResponsePolicy;
import dev.notifier.worker.testing.NoEffects;
import dev.notifier.worker.testing.SubmitFixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchSelectorTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String SILENT = "+84910000001";
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

  private final SubmitState state = new SubmitState(new UncommittedResponses());
  private final PendingCommit pending = state.pending();
  private final InstantSource clock = InstantSource.fixed(NOW);
  private final BindId bind = new BindId(0, "a", 0);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final LaneQueues lanes = new LaneQueues(bind, consumer, 10);
  private final ResponseHandler responses =
      new ResponseHandler(
          pending,
          new ResponsePolicy(Map.of()),
          new NoEffects(),
          new ResponseMetrics(new SimpleMeterRegistry(), "a"),
          clock);
  private final List<SubmitRecord> messages = new ArrayList<>();
  private final BatchSelector selector =
      new BatchSelector(lanes, state, responses, new PreSubmitCheck(clock), clock, 100);

  @Test
  void aThrottledSegmentGetsItsOutcomeAndANewIntentInTheSameRecordWithoutAnAttempt() {
    throttle(segment(7, 2, null));

    SubmitIntent intent = selector.takeResubmissions().getFirst().intent();

    assertThat(pending.hasResubmissions()).isFalse();
    assertThat(intent.number()).isEqualTo(101);
    assertThat(intent.attempt()).isEqualTo(2);
    assertThat(intent.resent()).isFalse();
    assertThat(pending.responses())
        .extracting(each -> each.number() + " " + each.outcome())
        .containsExactly("7 THROTTLED");
  }

  @Test
  void aThrottledSegmentThatExpiresIsRejected() {
    throttle(segment(7, 1, NOW));

    assertThat(selector.takeResubmissions()).isEmpty();
    assertThat(pending.responses())
        .extracting(each -> each.outcome() + " " + each.reason())
        .containsExactly("REJECTED EXPIRED_BEFORE_SUBMISSION");
  }

  @Test
  void anUnconfirmedSegmentIsResentAndMarked() {
    responses.unconfirmed(segment(7, 1, null));

    assertThat(selector.takeResubmissions())
        .extracting(each -> each.intent().number() + " " + each.intent().resent())
        .containsExactly("101 true");
    assertThat(pending.unconfirmed())
        .extracting(each -> each.number() + " " + each.resent())
        .containsExactly("7 true");
  }

  @Test
  void anUnconfirmedSegmentThatExpiresIsHeld() {
    responses.unconfirmed(segment(7, 1, NOW.minusSeconds(1)));

    assertThat(selector.takeResubmissions()).isEmpty();
    assertThat(pending.unconfirmed())
        .extracting(each -> each.number() + " " + each.resent())
        .containsExactly("7 false");
  }

  @Test
  void theSegmentsOfAMessageStayTogetherAndExpiredMessagesAreDropped() {
    SubmitRecord expired = SubmitFixtures.expiring("a", Lane.NORMAL, NOW);
    SubmitRecord twoSegments =
        SubmitFixtures.message(
            "a", Lane.NORMAL, SubmitFixtures.PHONE, List.of("one", "two"), List.of(1, 2));
    SubmitRecord next = SubmitFixtures.expiring("a", Lane.NORMAL, null);
    fill(expired, twoSegments, next);

    assertThat(selector.takeMessages(1, 0))
        .extracting(each -> each.intent().number() + " " + each.segmentNumber())
        .containsExactly("101 1", "102 2");
    assertThat(pending.drops())
        .extracting(each -> each.segment().notificationId())
        .containsExactly(expired.notificationId());
    assertThat(selector.takeMessages(5, 0))
        .extracting(PendingSegment::message)
        .containsExactly(next);
  }

  @Test
  void resubmissionsCountHowOftenASegmentWasThrottled() {
    throttle(segment(7, 1, null));
    PendingSegment again = selector.takeResubmissions().getFirst();
    throttle(again);

    assertThat(again.throttled()).isEqualTo(1);
    assertThat(selector.takeResubmissions())
        .extracting(each -> each.intent().number() + " " + each.throttled())
        .containsExactly("102 2");
  }

  @Test
  void urgentResubmissionsAreFirstAndTheSegmentsOfAMessageStayInOrder() {
    SubmitRecord twoSegments =
        SubmitFixtures.message(
            "a", Lane.BULK, SubmitFixtures.PHONE, List.of("one", "two"), List.of(1, 2));
    throttle(SubmitFixtures.segment(twoSegments.retryOf(2, 1, false), 5, 1, false));
    throttle(segmentOn(Lane.NORMAL, 6));
    throttle(segmentOn(Lane.URGENT, 8));
    responses.unconfirmed(segmentOn(Lane.URGENT, 7));
    throttle(SubmitFixtures.segment(twoSegments.retryOf(1, 1, false), 5, 1, false));

    assertThat(selector.takeResubmissions())
        .extracting(each ->
            each.intent().number()
                + " "
                + each.intent().lane()
                + " "
                + each.intent().offset()
                + " "
                + each.segmentNumber())
        .containsExactly(
            "101 URGENT 7 1", "102 URGENT 8 1", "103 NORMAL 6 1", "104 BULK 5 1", "105 BULK 5 2");
  }

  @Test
  void urgentMessagesHaveACapacityOfTheirOwn() {
    start();
    fill(Lane.BULK, message(Lane.BULK), message(Lane.BULK));
    fill(Lane.URGENT, message(Lane.URGENT), message(Lane.URGENT), message(Lane.URGENT));

    assertThat(selector.takeMessages(0, 2))
        .extracting(each -> each.intent().lane())
        .containsExactly(Lane.URGENT, Lane.URGENT);
    assertThat(selector.takeMessages(2, 0))
        .extracting(each -> each.intent().lane())
        .containsExactly(Lane.URGENT, Lane.BULK);
  }

  @Test
  void aSilentNumberGetsOneMessageAtATimeAndTheOthersWaitOnARetryTopic() {
    timeOut(SubmitFixtures.message("a", Lane.NORMAL, SILENT));
    start();
    SubmitRecord first = SubmitFixtures.message("a", Lane.NORMAL, SILENT);
    SubmitRecord second = SubmitFixtures.message("a", Lane.NORMAL, SILENT);
    SubmitRecord other = message(Lane.NORMAL);
    fill(Lane.NORMAL, first, second, other);

    assertThat(selector.takeMessages(10, 10))
        .extracting(PendingSegment::message)
        .containsExactly(first, other);
    assertThat(pending.transfers())
        .containsExactly(
            MessageTransfer.toRetryTopic(
                second, Lane.NORMAL, RetryDelay.S30, FailureReason.RESPONSE_MISSING));
  }

  @Test
  void queuedMessagesOfANumberThatGetsNoResponseWaitOnARetryTopicInsteadOfInTheQueue() {
    start();
    SubmitRecord[] messages = new SubmitRecord[5];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = SubmitFixtures.message("a", Lane.NORMAL, SILENT);
    }
    fill(Lane.NORMAL, messages);
    selector.takeMessages(10, 10).forEach(state.window()::enqueue);
    writeAll();

    state.window().takeOverdue(SECOND - 1);
    selector.takeMessages(10, 10);
    assertThat(pending.transfers()).isEmpty();
    state.window().peekQueued();
    state.window().takeOverdue(SECOND);
    selector.takeMessages(10, 10);

    assertThat(state.window().outstandingCount()).isEqualTo(2);
    assertThat(state.window().queuedCount()).isZero();
    assertThat(pending.transfers())
        .extracting(MessageTransfer::topic)
        .containsOnly("notifier.retry.normal.5s")
        .hasSize(3);
    assertThat(pending.responses()).extracting(Response::outcome).containsOnly(Outcome.MOVED);
  }

  @Test
  void aResendWaitsWhileItsNumberGetsNoResponse() {
    writeAndTimeOut(3);

    assertThat(selector.takeResubmissions()).isEmpty();
    assertThat(pending.unconfirmed()).isEmpty();
    assertThat(pending.hasResubmissions()).isTrue();

    state.window().takeOverdue(2 * SECOND).forEach(responses::timedOut);
    assertThat(selector.takeResubmissions())
        .as("one at a time, the oldest first")
        .extracting(each -> each.intent().segment().notificationId())
        .containsExactly(messages.getFirst().notificationId());

    state.window().enqueue(SubmitFixtures.segment(messages.get(1), 50, 1, false));
    state.window().written(50, 1, 60 * SECOND);
    state.window().takeOutstanding(50);
    assertThat(selector.takeResubmissions()).as("after a response").hasSize(2);
  }

  @Test
  void onlySomeResendsWait() {
    writeAndTimeOut(151);

    assertThat(selector.takeResubmissions()).hasSize(50);
    assertThat(pending.resubmissionIntents()).hasSize(100);
  }

  @Test
  void noResendWaitsAtARelease() {
    writeAndTimeOut(3);

    assertThat(selector.takeAllResubmissions()).hasSize(2).allMatch(each -> each.intent().resent());
    assertThat(pending.hasResubmissions()).isFalse();
  }

  /** Writes messages for one number; all but the last one time out after a second. */
  private void writeAndTimeOut(int count) {
    for (int i = 1; i <= count; i++) {
      SubmitRecord message = SubmitFixtures.message("a", Lane.NORMAL, SILENT);
      messages.add(message);
      state.window().enqueue(SubmitFixtures.segment(message, i, 1, false));
      state.window().written(i, 1, i == count ? 2 * SECOND : SECOND);
    }
    state.window().takeOverdue(SECOND).forEach(responses::timedOut);
  }

  private void timeOut(SubmitRecord message) {
    state.window().enqueue(SubmitFixtures.segment(message, 1, 1, true));
    state.window().written(1, 1, 1);
    assertThat(state.window().takeOverdue(1)).hasSize(1);
  }

  /** Writes what a window of ten permits. */
  private void writeAll() {
    state.window().setSize(10);
    for (int sequence = 1; state.window().peekQueued() != null; sequence++) {
      state.window().written(sequence, 1, 60 * SECOND);
    }
  }

  private static SubmitRecord message(Lane lane) {
    return SubmitFixtures.message("a", lane, SubmitFixtures.PHONE);
  }

  private static PendingSegment segmentOn(Lane lane, long number) {
    return SubmitFixtures.segment(message(lane), number, 1, false);
  }

  @Test
  void theDropsOfOneCommitAreLimited() {
    SubmitRecord expired =
        SubmitFixtures.message(
            "a",
            Lane.NORMAL,
            Category.SERVICE,
            SubmitFixtures.PHONE,
            Collections.nCopies(5, "x"),
            List.of(1, 2, 3, 4, 5),
            NOW);
    fill(Collections.nCopies(3_000, expired).toArray(SubmitRecord[]::new));
    int commits = 0;
    int drops = 0;
    while (!lanes.isEmpty()) {
      assertThat(selector.takeMessages(10, 10)).isEmpty();
      assertThat(pending.drops()).hasSizeBetween(1, 3_000);
      drops += pending.drops().size();
      commits++;
      pending.clear();
      lanes.poll(Duration.ZERO);
    }

    assertThat(drops).isEqualTo(15_000);
    assertThat(commits).isGreaterThan(4);
  }

  @Test
  void anExpiredMessageWhoseEarlierSubmissionIsUnconfirmedStaysUnconfirmed() {
    fill(SubmitFixtures.expiring("a", Lane.NORMAL, NOW).retryOf(1, 2, true));

    assertThat(selector.takeMessages(1, 1)).isEmpty();
    assertThat(pending.drops()).isEmpty();
    assertThat(pending.unconfirmed()).hasSize(1).noneMatch(Unconfirmed::resent);
  }

  private void throttle(PendingSegment segment) {
    pending.addThrottled(new SegmentResponse(segment, new SubmitResponse(0x58, null, 1, 2)));
  }

  private void fill(SubmitRecord... messages) {
    start();
    fill(Lane.NORMAL, messages);
  }

  private void start() {
    for (Lane lane : Lane.values()) {
      consumer.updateBeginningOffsets(Map.of(bind.lanePartition(lane), 0L));
    }
    lanes.startAt(Map.of(), _ -> null);
  }

  private void fill(Lane lane, SubmitRecord... messages) {
    TopicPartition partition = bind.lanePartition(lane);
    for (int i = 0; i < messages.length; i++) {
      consumer.addRecord(
          new ConsumerRecord<>(
              partition.topic(),
              partition.partition(),
              i,
              null,
              RecordFormats.SUBMIT.encode(messages[i])));
    }
    lanes.poll(Duration.ZERO);
  }

  private static PendingSegment segment(long number, int attempt, @Nullable Instant expiresAt) {
    return SubmitFixtures.segment(
        SubmitFixtures.expiring("a", Lane.NORMAL, expiresAt), number, attempt, false);
  }
}
