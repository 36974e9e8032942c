package dev.notifier.worker.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.worker.cancellation.CancellationRules;
import dev.notifier.worker.cancellation.TestRules;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.MessageTransfer;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is cancelled on a bind, and what a carrier may have and is not. */
class CancelledSegmentsTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-12-01T08:00:00Z"));
  private final InstantSource clock = now::get;
  private final BindId bind = new BindId(0, "a", 0);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final LaneQueues lanes = new LaneQueues(bind, consumer, 10_000);
  private final SubmitState state = new SubmitState(new UncommittedResponses());
  private CancellationRules rules = TestRules.ofGroup("wrong");
  private boolean stale;
  private final PreSubmitCheck check = new PreSubmitCheck(clock, () -> rules, () -> stale);
  private final ResponseHandler responses =
      new ResponseHandler(
          state.pending(),
          new ResponsePolicy(Map.of()),
          new NoEffects(),
          new ResponseMetrics(new SimpleMeterRegistry(), "a"),
          clock);
  private final WaitingSegments waiting =
      new WaitingSegments(state, lanes, responses, check, clock, 0);
  private final BatchSelector selector =
      new BatchSelector(lanes, state, responses, check, clock, 100);
  private long lastNumber;
  private long lastOffset;

  @BeforeEach
  void startLanes() {
    for (Lane lane : Lane.values()) {
      consumer.updateBeginningOffsets(Map.of(bind.lanePartition(lane), 0L));
    }
    lanes.startAt(Map.of(), _ -> null);
  }

  @Test
  void aMessageOfALaneIsDroppedAndTheOthersAreSent() {
    SubmitRecord other = message("right", 1);
    fill(message("wrong", 1), other, message("wrong", 2));

    assertThat(selector.takeMessages(10, 10))
        .extracting(PendingSegment::message)
        .containsExactly(other);
    assertThat(drops()).containsExactly("1 CANCELLED", "1 CANCELLED", "2 CANCELLED");
  }

  @Test
  void aMessageThatWaitsOnABindThatIsDownIsDroppedAtTheHeadOfItsLane() {
    fill(message("wrong", 1), message("right", 1), message("wrong", 1));

    waiting.checkAll();

    assertThat(drops()).containsExactly("1 CANCELLED");
    assertThat(lanes.offsets()).as("the next owner begins here").containsEntry(Lane.NORMAL, 1L);
  }

  @Test
  void aQueuedMessageIsDroppedAsAWhole() {
    queue(message("wrong", 1), 1);
    SubmitRecord two = message("wrong", 2);
    queue(two, 1);
    queue(two, 2);
    queue(message("right", 1), 1);

    waiting.checkAll();

    assertThat(drops()).containsExactlyInAnyOrder("1 CANCELLED", "1 CANCELLED", "2 CANCELLED");
    assertThat(state.window().queuedCount()).isEqualTo(1);
  }

  @Test
  void theRestOfAMessageIsSentWhenOneSegmentIsWritten() {
    SubmitRecord two = message("wrong", 2);
    queue(two, 2);

    waiting.checkAll();

    assertThat(drops()).isEmpty();
    assertThat(check.reasonNotToWrite(segment(two, 2, false))).isNull();
  }

  @Test
  void aSegmentThatIsSentAgainAloneIsNotCancelled() {
    fill(message("wrong", 2).retryOf(2, 2, false));

    assertThat(selector.takeMessages(10, 10)).hasSize(1);
    assertThat(drops()).isEmpty();
  }

  @Test
  void whatTheCarrierMayHaveIsNotCancelled() {
    fill(message("wrong", 1).retryOf(1, 2, true));
    queue(segment(message("wrong", 1), 1, true));
    responses.unconfirmed(segment(message("wrong", 1), 1, false));

    waiting.checkAll();

    assertThat(drops()).isEmpty();
    assertThat(selector.takeResubmissions()).as("resent once").hasSize(1);
    assertThat(selector.takeMessages(10, 10)).hasSize(1);
  }

  @Test
  void aRetryThatTheCarrierRejectedIsCancelled() {
    fill(message("wrong", 1).retryOf(1, 3, false));

    assertThat(selector.takeMessages(10, 10)).isEmpty();
    assertThat(drops()).containsExactly("1 CANCELLED");
  }

  @Test
  void aThrottledMessageIsNotSentAgain() {
    throttle(segment(message("wrong", 1), 1, false));
    throttle(segment(message("right", 1), 1, false));

    assertThat(selector.takeResubmissions()).hasSize(1);
    assertThat(state.pending().responses())
        .extracting(each -> each.outcome() + " " + each.reason())
        .containsExactlyInAnyOrder("REJECTED CANCELLED", "THROTTLED CARRIER_THROTTLED");
  }

  /** A bind that is down writes none of them, whatever they wait for. */
  @Test
  void aMessageOfWhichAllSegmentsWaitIsDroppedAsAWhole() {
    SubmitRecord two = message("wrong", 2);
    throttle(segment(two, 1, false));
    queue(two, 2);
    SubmitRecord written = message("wrong", 2);
    throttle(segment(written, 1, false));

    waiting.checkAll();

    assertThat(drops()).containsExactly("2 CANCELLED");
    assertThat(state.pending().responses())
        .extracting(each -> each.outcome() + " " + each.reason())
        .containsExactly("REJECTED CANCELLED");
    assertThat(selector.takeResubmissions()).as("the other segment was written").hasSize(1);
  }

  @Test
  void aRecordOfAnOlderReleaseIsSent() {
    SubmitRecord unknown = SubmitFixtures.expiring("a", Lane.NORMAL, null);
    fill(unknown);

    assertThat(selector.takeMessages(10, 10)).hasSize(1);
  }

  /** Advertising waits while a rule may be unknown; what someone waits for is sent. */
  @Test
  void whatCanWaitWaitsWhileARuleMayBeUnknown() {
    rules = CancellationRules.NONE;
    stale = true;
    fill(advertising(), message("right", 1), advertising());
    queue(advertising(), 1);

    assertThat(selector.takeMessages(10, 10)).hasSize(1);
    assertThat(transfers()).containsOnly("notifier.retry.normal.30s").hasSize(3);
    assertThat(state.window().queuedCount()).isZero();

    state.pending().clear();
    stale = false;
    fill(advertising());
    assertThat(selector.takeMessages(10, 10)).hasSize(1);
    assertThat(transfers()).isEmpty();
  }

  @Test
  void aBacklogThatWaitsIsNotWrittenAgainAndAgain() {
    stale = true;
    for (int i = 0; i < 300; i++) {
      fill(advertising());
    }
    for (int turn = 0; turn < 50; turn++) {
      assertThat(selector.takeMessages(10, 10)).isEmpty();
    }
    assertThat(transfers()).hasSize(100);

    now.updateAndGet(at -> at.plus(Duration.ofSeconds(1)));
    state.pending().clear();
    for (int turn = 0; turn < 50; turn++) {
      assertThat(selector.takeMessages(10, 10)).isEmpty();
    }
    assertThat(transfers()).hasSize(100);
  }

  private List<String> transfers() {
    return state.pending().transfers().stream().map(MessageTransfer::topic).toList();
  }

  private List<String> drops() {
    return state.pending().drops().stream().map(CancelledSegmentsTest::text).toList();
  }

  private static String text(Drop drop) {
    FailureReason reason = drop.reason();
    return drop.segment().number() + " " + reason;
  }

  private static SubmitRecord message(String group, int segments) {
    List<String> texts = new ArrayList<>();
    for (int i = 1; i <= segments; i++) {
      texts.add("text " + i);
    }
    return SubmitFixtures.ofGroup(
        group, "a", Lane.NORMAL, Category.SERVICE, SubmitFixtures.PHONE, texts);
  }

  private static SubmitRecord advertising() {
    return SubmitFixtures.ofGroup(
        "right", "a", Lane.NORMAL, Category.ADVERTISING, SubmitFixtures.PHONE, List.of("text"));
  }

  private void queue(SubmitRecord message, int segment) {
    queue(segment(message, segment, false));
  }

  private void queue(PendingSegment segment) {
    state.window().enqueue(segment);
  }

  private PendingSegment segment(SubmitRecord message, int number, boolean resent) {
    long intent = ++lastNumber;
    return new PendingSegment(
        new SubmitIntent(
            intent,
            new SegmentId(message.notificationId(), number),
            message.texts().size(),
            1,
            resent,
            true,
            message.lane(),
            intent),
        message);
  }

  private void throttle(PendingSegment segment) {
    state
        .pending()
        .addThrottled(new SegmentResponse(segment, new SubmitResponse(0x58, null, 1, 2)));
  }

  private void fill(SubmitRecord... messages) {
    for (SubmitRecord message : messages) {
      consumer.addRecord(
          new ConsumerRecord<>(
              bind.lanePartition(Lane.NORMAL).topic(),
              0,
              lastOffset++,
              null,
              RecordFormats.SUBMIT.encode(message)));
    }
    lanes.poll(Duration.ZERO);
  }
}
