package dev.notifier.worker.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.bind.session.BindBackoff;
import dev.notifier.worker.bind.session.BindStatus;
import dev.notifier.worker.bind.session.InboundMetrics;
import dev.notifier.worker.bind.session.SessionConnector;
import dev.notifier.worker.bind.session.SessionEvent;
import dev.notifier.worker.bind.session.SessionManager;
import dev.notifier.worker.bind.session.WaitingReceipts;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.UnacknowledgedReceipt;
import dev.notifier.worker.journal.UncommittedResponses;
import dev.notifier.worker.response.ResponseHandler;
import dev.notifier.worker.response.ResponseMetrics;
import dev.notifier.worker.response.ResponsePolicy;
import dev.notifier.worker.send.SubmitState;
import dev.notifier.worker.send.rate.RateControl;
import dev.notifier.worker.smpp.ConnectionSettings;
import dev.notifier.worker.smpp.DeliverSm;
import dev.notifier.worker.smpp.FakeSmppConnection;
import dev.notifier.worker.smpp.InboundPdu;
import dev.notifier.worker.smpp.SubmitSmResp;
import dev.notifier.worker.testing.NoEffects;
import dev.notifier.worker.testing.SubmitFixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** Receipts and responses that a bind has received. */
class SessionEventHandlerTest {
  private final BindId bind = new BindId(0, "a", 0);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final LinkedBlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
  private final WaitingReceipts waiting = new WaitingReceipts();
  private final SubmitState state = new SubmitState(new UncommittedResponses());
  private final SessionEventHandler handler =
      new SessionEventHandler(
          events,
          waiting,
          new SessionManager(
              bind, this::connector, events, new BindBackoff(() -> 0L), status(), () -> true),
          state,
          new ResponseHandler(
              state.pending(),
              new ResponsePolicy(Map.of()),
              new NoEffects(),
              new ResponseMetrics(metrics, "a"),
              () -> Instant.EPOCH),
          new RateControl("a", 0, () -> this.nanos),
          new ResponseMetrics(metrics, "a"),
          () -> this.nanos);
  private long nanos;

  private BindStatus status() {
    return new BindStatus(bind, 10);
  }

  private SessionConnector connector() {
    return new SessionConnector(
        bind,
        (_, listener, _) -> new FakeSmppConnection(listener),
        ConnectionSettings.of(SubmitFixtures.route(Map.of())),
        new SessionConnector.Inbound(_ -> true, waiting, _ -> {}, new InboundMetrics(metrics, "a")),
        () -> Instant.EPOCH);
  }

  private InboundPdu receive(int sequence) {
    InboundPdu pdu =
        new InboundPdu(
            new DeliverSm(0, sequence, "849", "BHXHVN", 4, 0, new byte[0], Map.of()),
            0x64,
            0,
            _ -> {});
    events.add(new SessionEvent.Received(1, UnacknowledgedReceipt.of(bind, pdu, Instant.EPOCH)));
    return pdu;
  }

  /** The carrier sends it again. Both would be stored, the first one without an acknowledgement. */
  @Test
  void aReceiptThatGotTheRetryStatusWhileItWaitedIsSkipped() {
    receive(1);
    receive(2).requestRetry();
    receive(3);

    handler.handleAll(Duration.ZERO);

    assertThat(state.pending().receipts())
        .extracting(each -> each.pdu().message().sequence())
        .containsExactly(1, 3);
    assertThat(events).isEmpty();
  }

  @Test
  void othersAreExpectedForHalfASecondAfterAReceipt() {
    assertThat(handler.receivesReceipts()).isFalse();
    receive(1);

    handler.handleAll(Duration.ZERO);

    assertThat(handler.receivesReceipts()).isTrue();
    nanos = Duration.ofMillis(500).toNanos();
    assertThat(handler.receivesReceipts()).isFalse();
  }

  /** It would be sent again, and the person would have it twice. */
  @Test
  void aSegmentWhoseResponseWaitsBehindReceiptsHasNotTimedOut() {
    write(7, 70);
    write(8, 80);
    respondBehindReceipts(70);

    nanos = Duration.ofSeconds(1).toNanos();
    handler.handleTimeouts();

    assertThatOnlyTheFirstIsAccepted();
  }

  /** It may still make the resend needless. */
  @Test
  void aLateResponseDoesNotWaitBehindReceipts() {
    write(7, 70);
    nanos = Duration.ofSeconds(1).toNanos();
    handler.handleTimeouts();
    respondBehindReceipts(70);

    handler.handleTimeouts();

    assertThat(events).noneMatch(SessionEvent.Responded.class::isInstance);
  }

  /** At the end of the time in which a bind that goes to another worker is drained. */
  @Test
  void aSegmentWhoseResponseWaitsBehindReceiptsIsNotGivenUp() {
    write(7, 70);
    write(8, 80);
    respondBehindReceipts(70);

    handler.giveUpOutstanding();

    assertThatOnlyTheFirstIsAccepted();
  }

  private void assertThatOnlyTheFirstIsAccepted() {
    assertThat(state.pending().responses())
        .extracting(response -> response.number() + " " + response.outcome())
        .containsExactly("7 ACCEPTED");
    assertThat(state.pending().resubmissionIntents())
        .extracting(SubmitIntent::number)
        .containsExactly(8L);
  }

  private void respondBehindReceipts(int sequence) {
    for (int receipt = 1; receipt <= 10_000; receipt++) {
      receive(receipt);
    }
    events.add(
        new SessionEvent.Responded(
            0, new SubmitSmResp(sequence, 0, "id", SubmitSmResp.NO_CONGESTION), 0));
    handler.handleAll(Duration.ZERO);
    assertThat(events).as("what the next commit has no room for").isNotEmpty();
  }

  private void write(long intent, int sequence) {
    SubmitRecord message = SubmitFixtures.message("a", Lane.NORMAL, SubmitFixtures.PHONE);
    state.window().setSize(10);
    state.window().enqueue(SubmitFixtures.segment(message, intent, 1, false));
    assertThat(state.window().peekQueued()).isNotNull();
    state.window().written(sequence, 0, Duration.ofSeconds(1).toNanos());
  }
}
