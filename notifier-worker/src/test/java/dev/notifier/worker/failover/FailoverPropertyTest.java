package dev.notifier.worker.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.wire.RecordFormats;
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
import dev.notifier.worker.send.InFlightWindow.Outstanding;
import dev.notifier.worker.send.LaneQueues;
import dev.notifier.worker.send.PreSubmitCheck;
import dev.notifier.worker.send.SubmitState;
import dev.notifier.worker.testing.NoEffects;
import dev.notifier.worker.testing.SubmitFixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;

/** No segment is written by two binds unless its first submission is unconfirmed and marked. */
class FailoverPropertyTest {
  /** What happens to a bind, in any order. */
  enum Step {
    MESSAGE_OF_ONE,
    MESSAGE_OF_THREE,
    JOURNAL,
    WRITE,
    WRITE_ALL,
    ACCEPT,
    THROTTLE,
    REJECT_FOR_NOW,
    TIME_OUT,
    LOSE_SESSION,
    REBIND,
    FAIL_OVER
  }

  @Property(tries = 2_000)
  void aSegmentThatTheCarrierMayHaveNeverMoves(@ForAll @Size(max = 60) List<Step> steps) {
    Model model = new Model();
    model.apply(Step.MESSAGE_OF_THREE);
    model.apply(Step.JOURNAL);
    steps.forEach(model::apply);
  }

  private static final class Model {
    private final BindId bind = new BindId(0, "a", 0);
    private final InstantSource clock = InstantSource.fixed(Instant.EPOCH);
    private final SubmitState state = new SubmitState(new UncommittedResponses());
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final LaneQueues lanes = new LaneQueues(bind, consumer, 100);
    private final ResponseHandler responses =
        new ResponseHandler(
            state.pending(),
            new ResponsePolicy(Map.of()),
            new NoEffects(),
            new ResponseMetrics(new SimpleMeterRegistry(), "a"),
            clock);
    private final PreSubmitCheck check = new PreSubmitCheck(clock);
    private final BatchSelector selector =
        new BatchSelector(lanes, state, responses, check, clock, 0);
    private final FailoverDispatcher dispatcher =
        new FailoverDispatcher(
            state,
            lanes,
            selector,
            responses,
            new FailoverTargets(bind, _ -> List.of(3), (_, _) -> true, new SimpleMeterRegistry()),
            check,
            clock);

    /** Written, and not refused by the carrier since. */
    private final Set<SegmentId> mayBeWithCarrier = new HashSet<>();

    /** Moved to another bind or to a retry topic. */
    private final Set<SegmentId> gone = new HashSet<>();

    private final Deque<Integer> sequences = new ArrayDeque<>();
    private long offset;
    private int sequence;

    Model() {
      for (Lane lane : Lane.values()) {
        consumer.updateBeginningOffsets(Map.of(bind.lanePartition(lane), 0L));
      }
      lanes.startAt(Map.of(), _ -> null);
    }

    void apply(Step step) {
      switch (step) {
        case MESSAGE_OF_ONE -> add(1, Category.GENERAL_INFO);
        case MESSAGE_OF_THREE -> add(3, Category.SERVICE);
        case JOURNAL -> selector.takeMessages(3, 3).forEach(state.window()::enqueue);
        case WRITE -> write();
        case WRITE_ALL -> IntStream.range(0, 10).forEach(_ -> write());
        case ACCEPT -> respond(0);
        case THROTTLE -> respond(0x58);
        case REJECT_FOR_NOW -> respond(0x45);
        case TIME_OUT -> state.window().takeOverdue(1).forEach(responses::timedOut);
        case LOSE_SESSION -> state.window().takeAllOutstanding().forEach(responses::unconfirmed);
        case REBIND -> state.window().enqueueFirst(selector.takeResubmissions());
        case FAIL_OVER ->
            dispatcher.dispatch(10_000_000_000L, List.of("b"), 10).forEach(state.window()::enqueue);
      }
      commit();
    }

    private void add(int segments, Category category) {
      List<Integer> numbers = IntStream.rangeClosed(1, segments).boxed().toList();
      SubmitRecord message =
          SubmitFixtures.message(
              "a",
              Lane.NORMAL,
              category,
              SubmitFixtures.PHONE,
              numbers.stream().map(String::valueOf).toList(),
              numbers,
              null);
      consumer.addRecord(
          new ConsumerRecord<>(
              bind.lanePartition(Lane.NORMAL).topic(),
              0,
              offset++,
              null,
              RecordFormats.SUBMIT.encode(message)));
      lanes.poll(Duration.ZERO);
    }

    private void write() {
      PendingSegment next = state.window().peekQueued();
      if (next != null) {
        SegmentId segment = next.intent().segment();
        assertThat(gone).doesNotContain(segment);
        if (!mayBeWithCarrier.add(segment)) {
          assertThat(next.intent().resent()).as("written again without a mark").isTrue();
        }
        state.window().written(++sequence, 0, 0);
        sequences.add(sequence);
      }
    }

    private void respond(int status) {
      Integer next = sequences.poll();
      Outstanding written = next == null ? null : state.window().takeOutstanding(next);
      if (written != null) {
        if (status != 0 && !written.segment().intent().resent()) {
          mayBeWithCarrier.remove(written.segment().intent().segment());
        }
        responses.responded(
            new SegmentResponse(written.segment(), new SubmitResponse(status, "id", 0, 0)));
      }
    }

    private void commit() {
      for (MessageTransfer transfer : state.pending().transfers()) {
        for (int number : transfer.message().pending()) {
          SegmentId segment = new SegmentId(transfer.message().notificationId(), number);
          assertThat(gone.add(segment)).as("left this bind twice").isTrue();
          if (!transfer.message().resent()) {
            assertThat(mayBeWithCarrier).as("moved without a mark").doesNotContain(segment);
          }
        }
      }
      state.pending().clear();
      assertThat(state.window().intents()).noneMatch(each -> gone.contains(each.segment()));
      assertThat(state.pending().resubmissionIntents())
          .noneMatch(each -> gone.contains(each.segment()));
    }
  }
}
