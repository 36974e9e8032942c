package dev.notifier.worker.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.sending.QuietHours;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.MessageTransfer;
import dev.notifier.worker.journal.PendingSegment;
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
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must not be sent at night waits, and whatever may be sent is not held up. */
class QuietSegmentsTest {
  private static final QuietHours NIGHT = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0));

  /** One o'clock in Vietnam. */
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-12-01T18:00:00Z"));

  private final InstantSource clock = now::get;
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
  private final BatchSelector selector =
      new BatchSelector(lanes, state, responses, check, clock, 100);
  private final CountingChannel channel = new CountingChannel();
  private long lastNumber;
  private long lastOffset;

  @BeforeEach
  void startLanes() {
    for (Lane lane : Lane.values()) {
      consumer.updateBeginningOffsets(Map.of(bind.lanePartition(lane), 0L));
    }
    lanes.startAt(Map.of(), _ -> null);
  }

  /** As when a route was down from the evening to the night. */
  @Test
  void aBacklogIsNotSentAtNightAndWhatIsBehindItIs() {
    SubmitRecord day = message(Category.SERVICE, null, 1);
    for (int i = 0; i < 250; i++) {
      fill(message(Category.SERVICE, NIGHT, 1 + i % 2));
    }
    fill(message(Category.ADVERTISING, null, 1), day);

    List<SubmitRecord> sent =
        Stream.generate(() -> selector.takeMessages(10, 10))
            .limit(4)
            .flatMap(List::stream)
            .map(PendingSegment::message)
            .toList();

    assertThat(sent).containsExactly(day);
    assertThat(state.pending().transfers())
        .hasSize(251)
        .allSatisfy(moved -> {
          assertThat(moved.topic()).isEqualTo("notifier.retry.normal.2h");
          assertThat(moved.reason()).isEqualTo(FailureReason.QUIET_HOURS);
          assertThat(moved.message().attempt()).isOne();
        });
    assertThat(state.pending().drops()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-01T14:59:59Z, ",
    "2026-12-01T15:00:00Z, H2",
    "2026-12-01T22:00:00Z, H2",
    "2026-12-01T22:00:01Z, M30",
    "2026-12-01T23:30:00Z, M30",
    "2026-12-01T23:30:01Z, M5",
    "2026-12-01T23:59:59Z, M5",
    "2026-12-02T00:00:00Z, "
  })
  void itComesBackSoonAfterTheHoursEnd(Instant at, @Nullable RetryDelay delay) {
    now.set(at);

    assertThat(check.quietDelay(message(Category.SERVICE, NIGHT, 1))).isEqualTo(delay);
    assertThat(check.quietDelay(message(Category.ADVERTISING, null, 1))).isEqualTo(delay);
  }

  @Test
  void codesAnswersAndWhatACarrierMayHaveAreSent() {
    assertThat(check.isQuiet(message(Category.OTP, NIGHT, 1))).isFalse();
    assertThat(check.isQuiet(withHours(SubmitFixtures.answer("a", "8079"), NIGHT))).isFalse();
    assertThat(check.isQuiet(message(Category.SERVICE, NIGHT, 2).retryOf(2, 2, false))).isFalse();
    assertThat(check.isQuiet(message(Category.SERVICE, NIGHT, 1).retryOf(1, 2, true))).isFalse();
    assertThat(check.isQuiet(message(Category.SERVICE, NIGHT, 1).retryOf(1, 2, false))).isTrue();
  }

  @Test
  void whatIsQueuedWhenTheHoursBeginLeavesTheBindAsAWhole() {
    now.set(Instant.parse("2026-12-01T14:59:59Z"));
    SubmitRecord whole = message(Category.SERVICE, NIGHT, 2);
    SubmitRecord begun = message(Category.SERVICE, NIGHT, 2);
    state.window().enqueue(segment(whole, 1));
    state.window().enqueue(segment(whole, 2));
    state.window().enqueue(segment(begun, 2));
    waiting.checkAll();
    assertThat(state.pending().transfers()).isEmpty();

    now.updateAndGet(at -> at.plus(Duration.ofSeconds(1)));
    waiting.checkAll();

    assertThat(state.pending().transfers())
        .extracting(MessageTransfer::message)
        .containsExactly(whole);
    assertThat(state.window().queued()).extracting(PendingSegment::message).containsExactly(begun);
  }

  /** As when the link was lost in the evening and is back at night. */
  @Test
  void whatACarrierMayHaveIsCompletedAndHoldsUpNothing() {
    PendingSegment unconfirmed = segment(message(Category.SERVICE, NIGHT, 1), 1).asResent();
    PendingSegment begun = segment(message(Category.SERVICE, NIGHT, 2), 2);
    PendingSegment day = segment(message(Category.SERVICE, null, 1), 1);
    List.of(unconfirmed, begun, day).forEach(state.window()::enqueue);

    write();

    assertThat(channel.submitted).isEqualTo(3);
  }

  @Test
  void noSegmentOfALongMessageIsWrittenAtNight() {
    SubmitRecord whole = message(Category.ADVERTISING, null, 3);
    IntStream.rangeClosed(1, 3).forEach(each -> state.window().enqueue(segment(whole, each)));

    write();

    assertThat(channel.submitted).isZero();
  }

  /** In each turn of a bind and not once a second. */
  @Test
  void whatMustNotBeWrittenDoesNotHoldUpWhatIsBehindIt() {
    waiting.checkIfDue(0);
    for (int i = 0; i < 250; i++) {
      state.window().enqueue(segment(message(Category.SERVICE, NIGHT, 1), 1));
    }
    state.window().enqueue(segment(message(Category.SERVICE, null, 1), 1));

    for (int turn = 1; turn <= 3; turn++) {
      waiting.checkIfDue(turn);
      write();
    }

    assertThat(channel.submitted).isOne();
    assertThat(state.pending().transfers()).hasSize(250);
  }

  private void write() {
    new SubmitWriter(
            state,
            channel,
            WireFormat.of(SubmitFixtures.route(Map.of()), clock),
            responses,
            check,
            new RateControl("quiet", 0, () -> 0L),
            () -> {},
            new SubmitWriter.Timing(Duration.ofSeconds(5), clock, () -> 0L),
            SubmitWriter.counter(new SimpleMeterRegistry(), "a"))
        .write(10);
  }

  /** Counts what is written. */
  private static final class CountingChannel implements SubmitChannel {
    int submitted;

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

  private static SubmitRecord message(Category category, @Nullable QuietHours hours, int segments) {
    List<String> texts = Collections.nCopies(segments, "text");
    return withHours(
        SubmitFixtures.ofGroup("g", "a", Lane.NORMAL, category, SubmitFixtures.PHONE, texts),
        hours);
  }

  private static SubmitRecord withHours(SubmitRecord any, @Nullable QuietHours hours) {
    return new SubmitRecord(
        any.v(),
        any.notificationId(),
        any.route(),
        any.lane(),
        any.category(),
        any.phone(),
        any.template(),
        any.encoding(),
        any.reference(),
        any.texts(),
        any.pending(),
        any.attempt(),
        any.resent(),
        any.hops(),
        any.expiresAt(),
        any.sender(),
        any.origin(),
        any.about(),
        hours);
  }

  private PendingSegment segment(SubmitRecord message, int number) {
    long intent = ++lastNumber;
    return new PendingSegment(
        new SubmitIntent(
            intent,
            new SegmentId(message.notificationId(), number),
            message.texts().size(),
            1,
            false,
            true,
            message.lane(),
            intent),
        message);
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
