package dev.notifier.worker.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.journal.SegmentResponse;
import dev.notifier.worker.journal.SubmitResponse;
import dev.notifier.worker.journal.UncommittedResponses;
import dev.notifier.worker.response.ResponseHandler;
import dev.notifier.worker.response.ResponseMetrics;
import dev.notifier.worker.response.ResponsePolicy;
import dev.notifier.worker.send.rate.RateControl;
import dev.notifier.worker.smpp.SubmitSm;
import dev.notifier.worker.testing.NoEffects;
import dev.notifier.worker.testing.SubmitFixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitingSegmentsTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final long SECOND = 1_000_000_000L;

  private final InstantSource clock = InstantSource.fixed(NOW);
  private final BindId bind = new BindId(0, "a", 0);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final LaneQueues lanes = new LaneQueues(bind, consumer, 10_000);
  private final SubmitState state = new SubmitState(new UncommittedResponses());
  private final PreSubmitCheck check = new PreSubmitCheck(clock);
  private final ResponseHandler responses =
      new ResponseHandler(
          state.pending(),
          new ResponsePolicy(Map.of()),
          new NoEffects(),
          new ResponseMetrics(new SimpleMeterRegistry(), "a"),
          clock);
  private final WaitingSegments waiting =
      new WaitingSegments(state, lanes, responses, check, clock, 0);
  private final RecordingChannel channel = new RecordingChannel();

  @BeforeEach
  void startLanes() {
    for (Lane lane : Lane.values()) {
      consumer.updateBeginningOffsets(Map.of(bind.lanePartition(lane), 0L));
    }
    lanes.startAt(Map.of(), _ -> null);
  }

  @Test
  void anExpiredQueuedSegmentIsNotWrittenAndEnds() {
    state.window().enqueue(segment(1, NOW, false));
    state.window().enqueue(segment(2, NOW.plusSeconds(1), false));
    state.window().enqueue(segment(3, NOW, true));

    writer().write(10);

    assertThat(channel.submitted).isEqualTo(1);
    assertThat(state.window().queuedCount()).isZero();
    assertThat(state.pending().drops()).hasSize(1);
    assertThat(state.pending().unconfirmed()).extracting(Unconfirmed::number).containsExactly(3L);
  }

  @Test
  void whatExpiresWhileItWaitsEndsWithoutALink() {
    state.window().enqueue(segment(1, NOW, false));
    state.window().enqueue(segment(2, null, false));
    responses.unconfirmed(segment(3, NOW, false));
    responses.unconfirmed(segment(4, null, false));
    throttle(segment(5, NOW, false));
    throttle(segment(6, null, false));

    waiting.checkAll();

    assertThat(state.window().queued())
        .extracting(each -> each.intent().number())
        .containsExactly(2L);
    assertThat(state.pending().drops()).hasSize(1);
    assertThat(state.pending().unconfirmed())
        .extracting(each -> each.number() + " " + each.resent())
        .containsExactly("3 false");
    assertThat(state.pending().responses())
        .extracting(each -> each.number() + " " + each.reason())
        .containsExactly("5 EXPIRED_BEFORE_SUBMISSION");
    assertThat(state.pending().resubmissionIntents()).hasSize(2);
  }

  @Test
  void anExpiredMessageBehindAnotherEndsAndTheOffsetStays() {
    fill(message(null), message(NOW), message(null));

    waiting.checkAll();

    assertThat(state.pending().drops()).hasSize(1);
    assertThat(lanes.offsets()).containsEntry(Lane.NORMAL, 0L);
    assertThat(lanes.take()).isNotNull();
    assertThat(lanes.take()).isNotNull();
    assertThat(lanes.take()).isNull();
    assertThat(lanes.offsets()).containsEntry(Lane.NORMAL, 3L);
  }

  @Test
  void thousandsThatExpireAtOnceEndInSeveralCommits() {
    for (int i = 1; i <= 5_000; i++) {
      state.window().enqueue(segment(i, NOW, false));
    }
    int commits = 0;
    while (state.window().queuedCount() > 0) {
      waiting.checkIfDue(0);
      assertThat(state.pending().drops()).hasSizeBetween(1, 3_000);
      state.pending().clear();
      commits++;
    }

    assertThat(commits).isEqualTo(3);
  }

  @Test
  void theCheckRunsOnceASecond() {
    waiting.checkIfDue(0);
    state.window().enqueue(segment(1, NOW, false));
    waiting.checkIfDue(SECOND - 1);
    assertThat(state.window().queuedCount()).isEqualTo(1);
    waiting.checkIfDue(SECOND);
    assertThat(state.window().queuedCount()).isZero();
  }

  private SubmitWriter writer() {
    return new SubmitWriter(
        state,
        channel,
        WireFormat.of(SubmitFixtures.route(Map.of()), clock),
        responses,
        check,
        new RateControl("waiting", 0, () -> 0L),
        () -> {},
        new SubmitWriter.Timing(Duration.ofSeconds(5), clock, () -> 0L),
        SubmitWriter.counter(new SimpleMeterRegistry(), "a"));
  }

  private void throttle(PendingSegment segment) {
    state
        .pending()
        .addThrottled(new SegmentResponse(segment, new SubmitResponse(0x58, null, 1, 2)));
  }

  private void fill(SubmitRecord... messages) {
    for (int i = 0; i < messages.length; i++) {
      consumer.addRecord(
          new ConsumerRecord<>(
              bind.lanePartition(Lane.NORMAL).topic(), 0, i, null, RecordJson.write(messages[i])));
    }
    lanes.poll(Duration.ZERO);
  }

  private static SubmitRecord message(@Nullable Instant expiresAt) {
    return SubmitFixtures.expiring("a", Lane.NORMAL, expiresAt);
  }

  private static PendingSegment segment(long number, @Nullable Instant expiresAt, boolean resent) {
    return SubmitFixtures.segment(message(expiresAt), number, 1, resent);
  }

  private static final class RecordingChannel implements SubmitChannel {
    private int submitted;

    @Override
    public boolean isBound() {
      return true;
    }

    @Override
    public int submit(SubmitSm submit) {
      return ++submitted;
    }

    @Override
    public void flush() {}
  }
}
