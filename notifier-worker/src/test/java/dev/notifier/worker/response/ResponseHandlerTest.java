package dev.notifier.worker.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.journal.MessageTransfer;
import dev.notifier.worker.journal.PendingCommit;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.journal.SegmentResponse;
import dev.notifier.worker.journal.SubmitResponse;
import dev.notifier.worker.testing.SubmitFixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseHandlerTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

  private final PendingCommit pending = new PendingCommit();
  private final RecordedEffects effects = new RecordedEffects();

  @Test
  void anAcceptedSegmentIsRecordedWithItsMessageId() {
    handler(Map.of()).responded(response(segment(1, 1, false), 0, "F1"));

    assertThat(pending.responses())
        .extracting(each -> each.outcome() + " " + each.messageId())
        .containsExactly("ACCEPTED F1");
    assertThat(pending.responses())
        .singleElement()
        .matches(each -> each.phone() != null && !each.toString().contains(each.phone()));
    assertThat(effects.calls).containsExactly("accepted");
  }

  @ParameterizedTest
  @CsvSource({
    "0x45, 3, RETRIED, CARRIER_TEMPORARY, notifier.retry.normal.5m",
    "0x45, 4, REJECTED, ATTEMPTS_EXHAUSTED,",
    "0x08, 6, RETRIED, CARRIER_SYSTEM_ERROR, notifier.retry.normal.2h",
    "0x08, 7, REJECTED, ATTEMPTS_EXHAUSTED,",
    "0x0B, 1, REJECTED, CARRIER_INVALID_DESTINATION,",
  })
  void aRejectedSegmentIsRetriedUntilItsAttemptsAreExhausted(
      String code, int attempt, Outcome outcome, FailureReason reason, @Nullable String topic) {
    handler(Map.of()).responded(response(segment(1, attempt, false), Integer.decode(code), null));

    assertThat(pending.responses())
        .extracting(each -> each.outcome() + " " + each.reason())
        .containsExactly(outcome + " " + reason);
    assertThat(pending.transfers())
        .extracting(MessageTransfer::topic)
        .isEqualTo(topic == null ? List.of() : List.of(topic));
  }

  @ParameterizedTest
  @CsvSource({
    "0x58, number throttled",
    "0x14, rejected",
    "0x0B, rejected",
    "0x45, rejected",
    "0x08, failed",
    "0x04, failed+rebind"
  })
  void eachActionAffectsTheRateAndTheSession(String code, String calls) {
    handler(Map.of()).responded(response(segment(1, 1, false), Integer.decode(code), null));

    assertThat(String.join("+", effects.calls)).isEqualTo(calls);
  }

  @Test
  void aNumberThatIsThrottledAloneIsRetriedLater() {
    ResponseHandler handler = handler(Map.of());

    handler.responded(response(segment(1, 1, false), 0x58, null));
    handler.responded(response(segment(2, 1, false), 0x58, null));

    assertThat(pending.hasResubmissions()).isFalse();
    assertThat(pending.responses())
        .extracting(each -> each.outcome() + " " + each.reason())
        .containsOnly("RETRIED CARRIER_THROTTLED")
        .hasSize(2);
    assertThat(pending.transfers())
        .extracting(each -> each.topic() + " " + each.delay() + " " + each.reason())
        .containsOnly("notifier.retry.normal.5s S5 CARRIER_THROTTLED");
    assertThat(effects.calls).containsExactly("number throttled", "rejected");
  }

  @Test
  void aThrottledSessionSendsTheSegmentAgainAndItHasNoOutcomeBeforeItIsJournaled() {
    ResponseHandler handler = throttledSession();
    SegmentResponse throttled = response(segment(1, 1, false), 0x58, null);

    handler.responded(throttled);

    assertThat(pending.responses()).isEmpty();
    assertThat(pending.pollThrottled()).isEqualTo(throttled);
    assertThat(effects.calls).containsExactly("throttled");
  }

  @ParameterizedTest
  @CsvSource({
    "3, 1, , ",
    "4, 1, RETRIED, notifier.retry.normal.5s",
    "4, 3, RETRIED, notifier.retry.normal.5m",
    "4, 7, REJECTED, ",
  })
  void aSegmentThatIsThrottledForTheFifthTimeIsRetriedLater(
      int throttledBefore, int attempt, @Nullable Outcome outcome, @Nullable String topic) {
    ResponseHandler handler = throttledSession();
    PendingSegment segment = segment(1, attempt, false);
    for (int i = 0; i < throttledBefore; i++) {
      segment = segment.throttledAgain();
    }

    handler.responded(response(segment, 0x58, null));

    assertThat(pending.responses())
        .extracting(Response::outcome)
        .isEqualTo(outcome == null ? List.of() : List.of(outcome));
    assertThat(pending.transfers())
        .extracting(MessageTransfer::topic)
        .isEqualTo(topic == null ? List.of() : List.of(topic));
    assertThat(pending.hasResubmissions()).isEqualTo(outcome == null);
  }

  @Test
  void aMessageOfOneSegmentMovesToAnotherRouteIfThereIsOne() {
    ResponseHandler handler = handler(Map.of("0x400", "other-route"));
    PendingSegment segment = segment(1, 1, false);
    effects.otherRoute =
        MessageTransfer.toSession(segment.message().failedOverTo("b", 2), Lane.NORMAL, 3);

    handler.responded(response(segment, 0x400, null));

    assertThat(pending.transfers())
        .containsExactly(effects.otherRoute.because(FailureReason.CARRIER_UNKNOWN_ERROR));
    assertThat(pending.responses()).extracting(Response::outcome).containsExactly(Outcome.RETRIED);
  }

  @Test
  void aMessageIsRetriedHereIfThereIsNoOtherRouteOrTheCarrierMayHaveIt() {
    ResponseHandler handler = handler(Map.of("0x400", "other-route"));
    handler.responded(response(segment(1, 1, false), 0x400, null));
    effects.otherRoute =
        MessageTransfer.toSession(SubmitFixtures.expiring("b", Lane.NORMAL, null), Lane.NORMAL, 3);
    handler.responded(response(segment(2, 1, true), 0x400, null));
    SubmitRecord twoSegments =
        SubmitFixtures.message(
            "a", Lane.NORMAL, SubmitFixtures.PHONE, List.of("one", "two"), List.of(2));
    handler.responded(response(SubmitFixtures.segment(twoSegments, 3, 1, false), 0x400, null));

    assertThat(pending.transfers())
        .extracting(MessageTransfer::topic)
        .containsOnly("notifier.retry.normal.5s")
        .hasSize(3);
  }

  @Test
  void anUnconfirmedSegmentIsResentOnceAndThenHeld() {
    ResponseHandler handler = handler(Map.of());
    handler.unconfirmed(segment(7, 1, false));
    handler.unconfirmed(segment(8, 1, true));

    assertThat(pending.resubmissionIntents()).extracting(SubmitIntent::number).containsExactly(7L);
    assertThat(pending.unconfirmed())
        .extracting(each -> each.number() + " " + each.resent())
        .containsExactly("8 false");
  }

  @Test
  void aMissingResponseCountsAsAFailureOfTheCarrier() {
    handler(Map.of()).timedOut(segment(7, 1, true));

    assertThat(effects.calls).containsExactly("failed");
    assertThat(pending.unconfirmed()).hasSize(1);
  }

  @Test
  void aNumberThatFailsAgainSaysNothingNewAboutTheCarrier() {
    ResponseHandler handler = handler(Map.of());
    handler.timedOut(segment(7, 1, true));
    handler.timedOut(segment(8, 1, true));
    handler.responded(response(segment(9, 1, false), 0x08, null));
    handler.responded(response(segmentTo("+84910000002", 10), 0x08, null));

    assertThat(effects.calls).containsExactly("failed", "failed again", "failed again", "failed");
  }

  @Test
  void aSegmentThatCannotBeEncodedIsRejectedPermanently() {
    handler(Map.of()).notEncodable(segment(7, 1, false));

    assertThat(pending.responses())
        .extracting(each -> each.outcome() + " " + each.reason() + " " + each.commandStatus())
        .containsExactly("REJECTED CARRIER_PROTOCOL_ERROR -1");
  }

  private ResponseHandler handler(Map<String, String> statusMap) {
    return new ResponseHandler(
        pending,
        new ResponsePolicy(statusMap),
        effects,
        new ResponseMetrics(new SimpleMeterRegistry(), "a"),
        InstantSource.fixed(NOW));
  }

  private static PendingSegment segment(long number, int attempt, boolean resent) {
    return SubmitFixtures.segment(
        SubmitFixtures.expiring("a", Lane.NORMAL, null), number, attempt, resent);
  }

  /** Three other numbers are throttled already. */
  private ResponseHandler throttledSession() {
    ResponseHandler handler = handler(Map.of());
    for (int i = 0; i < 3; i++) {
      handler.responded(response(segmentTo("+8491000000" + i, 100 + i), 0x58, null));
    }
    pending.clear();
    pending.pollThrottled();
    effects.calls.clear();
    return handler;
  }

  private static PendingSegment segmentTo(String number, long intentNumber) {
    return SubmitFixtures.segment(
        SubmitFixtures.message("a", Lane.NORMAL, number), intentNumber, 1, false);
  }

  private static SegmentResponse response(
      PendingSegment segment, int commandStatus, @Nullable String messageId) {
    return new SegmentResponse(segment, new SubmitResponse(commandStatus, messageId, 1, 2));
  }

  private static final class RecordedEffects implements ResponseEffects {
    private final List<String> calls = new ArrayList<>();
    private @Nullable MessageTransfer otherRoute;

    @Override
    public void accepted() {
      calls.add("accepted");
    }

    @Override
    public void throttled(boolean isSession) {
      calls.add(isSession ? "throttled" : "number throttled");
    }

    @Override
    public void rejected() {
      calls.add("rejected");
    }

    @Override
    public void failed() {
      calls.add("failed");
    }

    @Override
    public void failedAgain() {
      calls.add("failed again");
    }

    @Override
    public void rebind() {
      calls.add("rebind");
    }

    @Override
    public @Nullable MessageTransfer toOtherRoute(PendingSegment segment) {
      return otherRoute;
    }
  }
}
