package dev.notifier.worker.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.SubmitRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IntentLogTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

  private final Bind bind = new Bind(0, "a", 0);
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final PendingCommit step = new PendingCommit();
  private final SubmitMetrics meters = new SubmitMetrics(new SimpleMeterRegistry(), bind);
  private final ResponseHandler verdicts =
      new ResponseHandler(
          step,
          new ResponsePolicy(Map.of()),
          new ResponseHandler.Outlook(new RateControl(bind, 0, () -> 0), () -> {}, () -> null),
          meters,
          clock);
  private final IntentLog namer =
      new IntentLog(
          new LaneQueues(bind, new MockConsumer<>("none"), 10), step, verdicts, clock, 100);

  @Test
  void whatCameTooFastIsAnsweredAndNamedAgainInTheSameStepWithoutAnAttempt() {
    verdicts.answered(open(7, 2, false, null), heard(0x58));
    assertThat(step.answers).isEmpty();

    List<PendingSegment> again = namer.again();

    assertThat(again).hasSize(1);
    SubmitIntent naming = again.getFirst().naming();
    assertThat(naming.number()).isEqualTo(101);
    assertThat(naming.attempt()).isEqualTo(2);
    assertThat(naming.resent()).isFalse();
    assertThat(step.answers)
        .singleElement()
        .satisfies(answer -> {
          assertThat(answer.number()).isEqualTo(7);
          assertThat(answer.outcome()).isEqualTo(Outcome.THROTTLED);
        });
  }

  @Test
  void whatExpiredWhileItCameTooFastEnds() {
    verdicts.answered(open(7, 1, false, NOW), heard(0x58));

    assertThat(namer.again()).isEmpty();
    assertThat(step.answers)
        .singleElement()
        .satisfies(answer ->
            assertThat(answer.reason()).isEqualTo(FailureReason.EXPIRED_BEFORE_SUBMISSION));
  }

  @Test
  void aDoubtIsResentOnceAndMarked() {
    verdicts.inDoubt(open(7, 1, false, null));
    verdicts.inDoubt(open(8, 1, true, null));

    assertThat(namer.again())
        .singleElement()
        .satisfies(open -> assertThat(open.naming().resent()).isTrue());
    assertThat(step.doubts)
        .extracting(each -> each.number() + ":" + each.resent())
        .containsExactlyInAnyOrder("7:true", "8:false");
  }

  @Test
  void anExpiredDoubtIsHeldRatherThanResent() {
    verdicts.inDoubt(open(7, 1, false, NOW.minusSeconds(1)));

    assertThat(namer.again()).isEmpty();
    assertThat(step.doubts).singleElement().satisfies(each -> assertThat(each.resent()).isFalse());
  }

  @Test
  void refusalsEndWithTheirSchedule() {
    verdicts.answered(open(1, 3, false, null), heard(0x45));
    verdicts.answered(open(2, 4, false, null), heard(0x45));
    verdicts.answered(open(3, 6, false, null), heard(0x08));
    verdicts.answered(open(4, 7, false, null), heard(0x08));
    verdicts.answered(open(5, 1, false, null), heard(0x0B));

    assertThat(step.answers)
        .extracting(each -> each.outcome() + " " + each.reason())
        .containsExactly(
            "RETRIED CARRIER_TEMPORARY",
            "REJECTED ATTEMPTS_EXHAUSTED",
            "RETRIED CARRIER_SYSTEM_ERROR",
            "REJECTED ATTEMPTS_EXHAUSTED",
            "REJECTED CARRIER_INVALID_DESTINATION");
    assertThat(step.sends)
        .extracting(each -> each.topic())
        .containsExactly("notifier.retry.normal.5m", "notifier.retry.normal.2h");
  }

  private static UncommittedResponses.Heard heard(int commandStatus) {
    return new UncommittedResponses.Heard(commandStatus, null, 1, 2);
  }

  private static PendingSegment open(
      long number, int attempt, boolean resent, @Nullable Instant expiresAt) {
    SubmitRecord some = SubmitLine.message("a", Lane.NORMAL, "+84912345678");
    SubmitRecord message =
        new SubmitRecord(
            some.v(),
            some.notificationId(),
            some.route(),
            some.lane(),
            some.category(),
            some.phone(),
            some.template(),
            some.encoding(),
            some.reference(),
            some.texts(),
            some.pending(),
            attempt,
            resent,
            0,
            expiresAt,
            null);
    return new PendingSegment(
        new SubmitIntent(
            number,
            new SegmentId(message.notificationId(), 1),
            1,
            attempt,
            resent,
            true,
            Lane.NORMAL,
            number),
        message);
  }
}
