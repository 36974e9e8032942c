package dev.notifier.worker.send;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.MessageTransfer;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.journal.SegmentResponse;
import dev.notifier.worker.journal.SubmitResponse;
import dev.notifier.worker.journal.UncommittedResponses;
import dev.notifier.worker.response.ResponseEffects;
import dev.notifier.worker.response.ResponseHandler;
import dev.notifier.worker.response.ResponseMetrics;
import dev.notifier.worker.response.ResponsePolicy;
import dev.notifier.worker.send.rate.RateControl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A bind in simulated time, with its window, rate and responses, but without Kafka and a socket: a
 * millisecond is one turn of the loop, and every fifth one commits. The carrier responds after 20
 * ms with a status that depends on the number, or not at all. A retry topic brings its messages
 * back.
 */
final class SimulatedBind implements ResponseEffects {
  /** The carrier does not respond. */
  static final int SILENCE = -1;

  private static final long NANOS_PER_MS = 1_000_000;
  private static final long RESPONSE_DELAY_MS = 20;
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);

  private record DueMessage(long atMs, Lane lane, SubmitRecord message) {}

  private record DueResponse(long atMs, int sequence, int status) {}

  private final int windowSize;
  private final ToIntFunction<String> carrier;
  private final BindId bind = new BindId(0, "a", 0);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final LaneQueues lanes = new LaneQueues(bind, consumer, 2_000);
  private final Map<Lane, Long> offsets = new EnumMap<>(Lane.class);
  private final SubmitState state = new SubmitState(new UncommittedResponses());
  private final PriorityQueue<DueMessage> due =
      new PriorityQueue<>(Comparator.comparingLong(DueMessage::atMs));
  private final Deque<DueResponse> dueResponses = new ArrayDeque<>();
  private final Map<UUID, Long> sentAtMs = new HashMap<>();
  private final RateControl rate;
  private final ResponseHandler responses;
  private final BatchSelector selector;
  private int sequence;
  private long nowMs;

  /** How often segments for each number were written. */
  final Map<String, Integer> writtenByNumber = new HashMap<>();

  /** By retry topic, how many messages were moved there. */
  final Map<String, Integer> transfers = new TreeMap<>();

  /** For each accepted message of the urgent lane, how long it waited to be written. */
  final List<Long> urgentDelaysMs = new ArrayList<>();

  /** How many segments were accepted. */
  int accepted;

  int rebinds;
  long circuitOpenMs;

  SimulatedBind(
      int windowSize,
      double perSecond,
      Map<String, String> statusMap,
      ToIntFunction<String> carrier) {
    this.windowSize = windowSize;
    this.carrier = carrier;
    InstantSource clock = () -> Instant.ofEpochMilli(nowMs);
    rate = new RateControl("simulated", perSecond, () -> nowMs * NANOS_PER_MS);
    responses =
        new ResponseHandler(
            state.pending(),
            new ResponsePolicy(statusMap),
            this,
            new ResponseMetrics(new SimpleMeterRegistry(), "a"),
            clock);
    selector = new BatchSelector(lanes, state, responses, new PreSubmitCheck(clock), clock, 0);
    for (Lane lane : Lane.values()) {
      consumer.updateBeginningOffsets(Map.of(bind.lanePartition(lane), 0L));
      offsets.put(lane, 0L);
    }
    lanes.startAt(Map.of(), _ -> null);
    state.window().setSize(windowSize);
  }

  /** Puts a message on a lane at a time. */
  void send(long atMs, Lane lane, SubmitRecord message) {
    due.add(new DueMessage(atMs, lane, message));
    sentAtMs.put(message.notificationId(), atMs);
  }

  double rate() {
    return rate.current();
  }

  void run(Duration time) {
    for (long until = nowMs + time.toMillis(); nowMs < until; nowMs++) {
      arrive();
      respond();
      state.window().takeOverdue(nowMs * NANOS_PER_MS).forEach(responses::timedOut);
      if (rate.isCircuitOpen()) {
        circuitOpenMs++;
      } else {
        if (nowMs % 5 == 0) {
          commit();
        }
        write();
      }
    }
  }

  private void arrive() {
    boolean arrived = false;
    while (!due.isEmpty() && due.peek().atMs() <= nowMs) {
      DueMessage next = due.remove();
      long offset = offsets.merge(next.lane(), 1L, Long::sum) - 1;
      consumer.addRecord(
          new ConsumerRecord<>(
              bind.lanePartition(next.lane()).topic(),
              bind.lanePartition(next.lane()).partition(),
              offset,
              null,
              RecordFormats.SUBMIT.encode(next.message())));
      arrived = true;
    }
    if (arrived || nowMs % 20 == 0) {
      lanes.poll(Duration.ZERO);
    }
  }

  private void respond() {
    while (!dueResponses.isEmpty() && dueResponses.peek().atMs() <= nowMs) {
      DueResponse next = dueResponses.remove();
      InFlightWindow.Outstanding outstanding = state.window().takeOutstanding(next.sequence());
      if (outstanding != null) {
        long writtenAtMs = outstanding.writtenAtMs();
        if (next.status() == 0) {
          acceptedAfter(outstanding.segment(), writtenAtMs);
        }
        responses.responded(
            new SegmentResponse(
                outstanding.segment(),
                new SubmitResponse(next.status(), "id", writtenAtMs, nowMs)));
      }
    }
  }

  private void acceptedAfter(PendingSegment segment, long writtenAtMs) {
    accepted++;
    if (segment.intent().lane() == Lane.URGENT) {
      urgentDelaysMs.add(
          writtenAtMs - Objects.requireNonNull(sentAtMs.get(segment.message().notificationId())));
    }
  }

  private void commit() {
    int maxPending = rate.maxPending(windowSize, state.window().outstandingCount());
    SubmitBatch batch =
        new SubmitBatch(
            selector.takeResubmissions(),
            selector.takeMessages(
                maxPending - state.window().queuedCount(),
                maxPending - state.window().queuedCount(Lane.URGENT)));
    for (MessageTransfer transfer : state.pending().transfers()) {
      transfers.merge(transfer.topic(), 1, Integer::sum);
      due.add(
          new DueMessage(
              nowMs + delayOf(transfer.topic()), transfer.message().lane(), transfer.message()));
    }
    state.pending().clear();
    state.window().enqueueFirst(batch.resubmissions());
    batch.fresh().forEach(state.window()::enqueue);
  }

  private static long delayOf(String topic) {
    for (RetryDelay delay : RetryDelay.values()) {
      if (topic.endsWith("." + delay.id())) {
        return delay.delay().toMillis();
      }
    }
    throw new IllegalArgumentException(topic + " is not a retry topic");
  }

  private void write() {
    PendingSegment next = state.window().peekQueued();
    while (next != null && state.window().outstandingCount() < windowSize && rate.tryAcquire()) {
      String number = next.message().phone();
      state
          .window()
          .written(++sequence, nowMs, (nowMs + RESPONSE_TIMEOUT.toMillis()) * NANOS_PER_MS);
      writtenByNumber.merge(number, 1, Integer::sum);
      int status = carrier.applyAsInt(number);
      if (status != SILENCE) {
        dueResponses.add(new DueResponse(nowMs + RESPONSE_DELAY_MS, sequence, status));
      }
      next = state.window().peekQueued();
    }
  }

  @Override
  public void accepted() {
    rate.accepted();
  }

  @Override
  public void throttled(boolean isSession) {
    rate.throttled(isSession);
  }

  @Override
  public void rejected() {
    rate.rejected();
  }

  @Override
  public void failed() {
    rate.failed();
  }

  @Override
  public void failedAgain() {
    rate.release();
  }

  @Override
  public void rebind() {
    rebinds++;
  }

  @Override
  public @Nullable MessageTransfer toOtherRoute(PendingSegment segment) {
    return null;
  }
}
