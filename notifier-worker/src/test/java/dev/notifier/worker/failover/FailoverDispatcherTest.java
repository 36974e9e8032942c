package dev.notifier.worker.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.MessageTransfer;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.journal.SegmentResponse;
import dev.notifier.worker.journal.SubmitResponse;
import dev.notifier.worker.journal.UncommittedResponses;
import dev.notifier.worker.response.ResponseHandler;
import dev.notifier.worker.response.ResponseMetrics;
import dev.notifier.worker.response.ResponsePolicy;
import dev.notifier.worker.send.BatchSelector;
import dev.notifier.worker.send.LaneQueues;
import dev.notifier.worker.send.LaneRecord;
import dev.notifier.worker.send.PreSubmitCheck;
import dev.notifier.worker.send.SubmitState;
import dev.notifier.worker.testing.NoEffects;
import dev.notifier.worker.testing.SubmitFixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailoverDispatcherTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final long SECOND = 1_000_000_000L;
  private static final List<String> FAILOVER = List.of("b");

  private final BindId bind = new BindId(0, "a", 0);
  private final InstantSource clock = InstantSource.fixed(NOW);
  private final SubmitState state = new SubmitState(new UncommittedResponses());
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final LaneQueues lanes = new LaneQueues(bind, consumer, 10);
  private final List<Integer> live = new ArrayList<>(List.of(3));
  private final FailoverTargets targets =
      new FailoverTargets(
          bind,
          route -> route.equals("b") ? live : List.of(),
          (_, _) -> true,
          new SimpleMeterRegistry());
  private final PreSubmitCheck check = new PreSubmitCheck(clock);
  private final ResponseHandler responses =
      new ResponseHandler(
          state.pending(),
          new ResponsePolicy(Map.of()),
          new NoEffects(),
          new ResponseMetrics(new SimpleMeterRegistry(), "a"),
          clock);
  private final BatchSelector selector =
      new BatchSelector(lanes, state, responses, check, clock, 100);
  private final FailoverDispatcher dispatcher =
      new FailoverDispatcher(state, lanes, selector, responses, targets, check, clock);

  @BeforeEach
  void startLanes() {
    for (Lane lane : Lane.values()) {
      consumer.updateBeginningOffsets(Map.of(bind.lanePartition(lane), 0L));
    }
    lanes.startAt(Map.of(), _ -> null);
  }

  @Test
  void urgentMessagesMoveAfterOneSecondAndTheOthersAfterTen() {
    fill(Lane.URGENT, message(Lane.URGENT));
    fill(Lane.BULK, message(Lane.BULK));

    dispatcher.dispatch(SECOND - 1, FAILOVER, 10);
    assertThat(topics()).isEmpty();
    dispatcher.dispatch(SECOND, FAILOVER, 10);
    assertThat(topics()).containsExactly("notifier.submit.b.urgent");
    dispatcher.dispatch(10 * SECOND, FAILOVER, 10);
    assertThat(topics()).containsExactly("notifier.submit.b.urgent", "notifier.submit.b.bulk");
  }

  @Test
  void messagesStayOnTheirLaneWithoutALiveTarget() {
    live.clear();
    fill(Lane.URGENT, message(Lane.URGENT));

    dispatcher.dispatch(SECOND, FAILOVER, 10);

    assertThat(topics()).isEmpty();
    assertThat(lanes.peek(Lane.URGENT)).isNotNull();
  }

  @Test
  void aMessageOfWhichTheCarrierMayHaveASegmentIsJournaledAndOthersPassIt() {
    SubmitRecord partlySent =
        SubmitFixtures.message(
            "a", Lane.URGENT, SubmitFixtures.PHONE, List.of("one", "two"), List.of(2));
    fill(Lane.URGENT, partlySent, message(Lane.URGENT));

    assertThat(dispatcher.dispatch(SECOND, FAILOVER, 10))
        .extracting(PendingSegment::message)
        .containsExactly(partlySent);
    assertThat(topics()).containsExactly("notifier.submit.b.urgent");
  }

  @Test
  void anExpiredMessageIsDroppedInsteadOfMoved() {
    fill(Lane.URGENT, SubmitFixtures.expiring("a", Lane.URGENT, NOW));

    dispatcher.dispatch(SECOND, FAILOVER, 10);

    assertThat(topics()).isEmpty();
    assertThat(state.pending().drops())
        .extracting(Drop::reason)
        .containsExactly(FailureReason.EXPIRED_BEFORE_SUBMISSION);
  }

  @Test
  void aQueuedMessageMovesOnlyIfAllItsSegmentsAreQueued() {
    SubmitRecord complete = twoSegments();
    SubmitRecord incomplete = twoSegments();
    for (PendingSegment segment : selector.journal(new LaneRecord(Lane.URGENT, 0, complete, 0))) {
      state.window().enqueue(segment);
    }
    state
        .window()
        .enqueue(selector.journal(new LaneRecord(Lane.URGENT, 1, incomplete, 0)).getFirst());

    dispatcher.dispatch(SECOND, FAILOVER, 10);

    assertThat(state.pending().transfers())
        .extracting(each -> each.message().notificationId())
        .containsExactly(complete.notificationId());
    assertThat(state.pending().responses())
        .extracting(Response::outcome)
        .containsExactly(Outcome.MOVED, Outcome.MOVED);
    assertThat(state.window().queued())
        .extracting(PendingSegment::message)
        .containsExactly(incomplete);
  }

  @Test
  void theWholeMessageStaysWhenOneOfItsSegmentsIsJournaledAgainAfterALostSession() {
    SubmitRecord message = threeSegments();
    List<PendingSegment> segments = selector.journal(new LaneRecord(Lane.URGENT, 0, message, 0));
    segments.forEach(state.window()::enqueue);
    state.window().written(1, 0, 0);
    state.window().takeAllOutstanding().forEach(responses::unconfirmed);
    dispatcher.dispatch(SECOND, FAILOVER, 10);
    assertThat(topics()).isEmpty();
    state.window().enqueueFirst(selector.takeResubmissions());

    dispatcher.dispatch(SECOND, FAILOVER, 10);

    assertThat(topics()).isEmpty();
    assertThat(state.window().queued())
        .extracting(PendingSegment::segmentNumber)
        .containsExactly(1, 2, 3);
  }

  @Test
  void queuedAndThrottledSegmentsOfAMessageMoveTogether() {
    SubmitRecord message = threeSegments();
    selector.journal(new LaneRecord(Lane.URGENT, 0, message, 0)).forEach(state.window()::enqueue);
    PendingSegment first = state.window().takeQueued();
    state.pending().addThrottled(new SegmentResponse(first, new SubmitResponse(0x58, null, 1, 2)));

    dispatcher.dispatch(SECOND, FAILOVER, 10);

    assertThat(topics()).containsExactly("notifier.submit.b.urgent");
    assertThat(state.pending().responses())
        .extracting(Response::outcome)
        .containsExactly(Outcome.MOVED, Outcome.MOVED, Outcome.MOVED);
    assertThat(state.pending().hasResubmissions()).isFalse();
    assertThat(state.window().queuedCount()).isZero();
  }

  @Test
  void aMessageThatMovedTooOftenDoesNotBlockThoseBehindIt() {
    SubmitRecord moved = moved(5);
    fill(Lane.URGENT, moved, message(Lane.URGENT), message(Lane.URGENT));

    dispatcher.dispatch(SECOND, FAILOVER, 10);

    assertThat(topics())
        .containsExactly(
            "notifier.retry.urgent.30s", "notifier.submit.b.urgent", "notifier.submit.b.urgent");
    assertThat(lanes.isEmpty()).isTrue();
  }

  @Test
  void theMessagesOfARetiredSessionLeaveItAlsoWhenNoSessionIsLive() {
    live.clear();
    BindId retired = new BindId(2, "a", 2);
    FailoverDispatcher ofRetired =
        new FailoverDispatcher(
            state,
            lanes,
            selector,
            responses,
            new FailoverTargets(retired, _ -> live, (_, _) -> true, new SimpleMeterRegistry()),
            check,
            clock);
    fill(Lane.BULK, moved(5), message(Lane.BULK), message(Lane.BULK));

    assertThat(ofRetired.dispatch(Long.MAX_VALUE, FAILOVER, 10)).isEmpty();

    assertThat(state.pending().transfers())
        .extracting(each -> each.topic() + " " + each.partition())
        .containsOnly("notifier.submit.a.bulk 0")
        .hasSize(3);
  }

  @Test
  void messagesThatMustStayDoNotBlockTheOthersWhenTheBindHasNoRoomForThem() {
    SubmitRecord[] messages = new SubmitRecord[5];
    for (int i = 0; i < 4; i++) {
      messages[i] =
          SubmitFixtures.message(
              "a", Lane.URGENT, SubmitFixtures.PHONE, List.of("one", "two"), List.of(2));
    }
    messages[4] = message(Lane.URGENT);
    fill(Lane.URGENT, messages);

    assertThat(dispatcher.dispatch(SECOND, FAILOVER, 2)).hasSize(2);

    assertThat(topics())
        .containsExactly(
            "notifier.retry.urgent.30s", "notifier.retry.urgent.30s", "notifier.submit.b.urgent");
  }

  @Test
  void theTransfersOfOneCommitAreLimited() {
    SubmitRecord[] messages = new SubmitRecord[1_500];
    Arrays.setAll(messages, _ -> message(Lane.BULK));
    for (PendingSegment segment :
        Arrays.stream(messages)
            .flatMap(each -> selector.journal(new LaneRecord(Lane.BULK, 0, each, 0)).stream())
            .toList()) {
      state.window().enqueue(segment);
    }

    dispatcher.dispatch(10 * SECOND, FAILOVER, 10);

    assertThat(topics()).hasSizeBetween(100, 500);
    assertThat(state.window().queuedCount()).isEqualTo(1_500 - topics().size());
  }

  private static SubmitRecord threeSegments() {
    return SubmitFixtures.message(
        "a", Lane.URGENT, SubmitFixtures.PHONE, List.of("one", "two", "three"), List.of(1, 2, 3));
  }

  private static SubmitRecord moved(int hops) {
    SubmitRecord message = message(Lane.URGENT);
    for (int i = 0; i < hops; i++) {
      message = message.failedOverTo("a", 1);
    }
    return message;
  }

  private List<String> topics() {
    return state.pending().transfers().stream().map(MessageTransfer::topic).toList();
  }

  private void fill(Lane lane, SubmitRecord... messages) {
    TopicPartition partition = bind.lanePartition(lane);
    for (int i = 0; i < messages.length; i++) {
      consumer.addRecord(
          new ConsumerRecord<>(
              partition.topic(), partition.partition(), i, null, RecordJson.write(messages[i])));
    }
    lanes.poll(Duration.ZERO);
  }

  private static SubmitRecord message(Lane lane) {
    return SubmitFixtures.expiring("a", lane, null);
  }

  private static SubmitRecord twoSegments() {
    return SubmitFixtures.message(
        "a", Lane.URGENT, SubmitFixtures.PHONE, List.of("one", "two"), List.of(1, 2));
  }
}
