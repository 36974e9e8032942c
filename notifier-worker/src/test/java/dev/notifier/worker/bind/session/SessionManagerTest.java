package dev.notifier.worker.bind.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.worker.bind.session.SessionEvent.Retry;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.smpp.ConnectionLostException;
import dev.notifier.worker.smpp.ConnectionSettings;
import dev.notifier.worker.smpp.FakeSmppConnection;
import dev.notifier.worker.smpp.SmppConnector;
import dev.notifier.worker.smpp.SubmitSm;
import dev.notifier.worker.testing.SubmitFixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class SessionManagerTest {
  private static final long SECOND = 1_000_000_000L;
  private static final SubmitSm SUBMIT =
      new SubmitSm(
          new SubmitSm.Address("A", 5, 0),
          new SubmitSm.Address("84912345678", 1, 1),
          false,
          0,
          new byte[1],
          "",
          true,
          List.of());

  private final BindId bind = new BindId(0, "a", 0);
  private final LinkedBlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
  private final BindStatus status = new BindStatus(bind, 10);
  private final List<FakeSmppConnection> connections = new CopyOnWriteArrayList<>();
  private final SessionManager session =
      new SessionManager(
          bind, this::connector, events, new BindBackoff(() -> 0L), status, () -> true);

  private SessionConnector connector() {
    SmppConnector connector =
        (settings, listener, mayWrite) -> {
          FakeSmppConnection connection = new FakeSmppConnection(listener);
          connections.add(connection);
          return connection;
        };
    return new SessionConnector(
        bind,
        connector,
        ConnectionSettings.of(SubmitFixtures.route(Map.of())),
        new SessionConnector.Inbound(
            _ -> false,
            new WaitingReceipts(),
            _ -> {},
            new InboundMetrics(new SimpleMeterRegistry(), "a")),
        () -> Instant.EPOCH);
  }

  private SessionEvent.Bound bind(long now) throws InterruptedException {
    session.connectIfDue(now);
    SessionEvent event = events.take();
    assertThat(event).isInstanceOf(SessionEvent.Bound.class);
    return (SessionEvent.Bound) event;
  }

  /** A new session starts its sequence numbers at 1, so responses could be mixed up. */
  @Test
  void afterAFailedWriteTheNextSessionIsBoundOnlyAfterTheClosedEvent() throws Exception {
    session.bound(bind(0));
    connections.getFirst().breakWrites();
    assertThatThrownBy(() -> session.submit(SUBMIT)).isInstanceOf(ConnectionLostException.class);

    session.connectIfDue(100 * SECOND);
    assertThat(connections).hasSize(1);

    connections.getFirst().close("gone");
    SessionEvent closed = events.take();
    assertThat(session.closed((SessionEvent.Closed) closed, 100 * SECOND)).isTrue();
    session.connectIfDue(200 * SECOND);
    await().atMost(Duration.ofSeconds(30)).until(() -> connections.size() == 2);
  }

  @Test
  void aConnectionThatIsClosedBeforeItsBoundEventIsNotUsed() throws Exception {
    SessionEvent.Bound bound = bind(0);
    connections.getFirst().close("gone");
    SessionEvent closed = events.take();
    session.closed((SessionEvent.Closed) closed, SECOND);

    session.bound(bound);

    assertThat(session.isBound()).isFalse();
  }

  @Test
  void aRebindWaitsForResponsesAndThenBindsAgainWithoutDelay() throws Exception {
    session.bound(bind(0));
    session.rebind(SECOND);
    session.unbindIfDrained(3, SECOND);
    assertThat(session.isBound()).isTrue();
    assertThat(session.isDraining()).isTrue();

    session.unbindIfDrained(0, 2 * SECOND);

    assertThat(session.isBound()).isFalse();
    SessionEvent closed = events.take();
    session.closed((SessionEvent.Closed) closed, 2 * SECOND);
    assertThat(session.isDraining()).isFalse();
    session.connectIfDue(2 * SECOND);
    await().atMost(Duration.ofSeconds(30)).until(() -> connections.size() == 2);
  }

  @Test
  void rejectedCredentialsAreNotTriedAgainUntilARebind() {
    session.bindFailed(new SessionEvent.BindFailed(1, "no", Retry.NEVER), 0);
    assertThat(status.phase()).isEqualTo(Phase.REFUSED);
    session.connectIfDue(1_000 * SECOND);
    assertThat(connections).isEmpty();

    session.rebindWithCurrentSettings(1_000 * SECOND);
    session.connectIfDue(1_000 * SECOND);

    await().atMost(Duration.ofSeconds(30)).until(() -> connections.size() == 1);
  }

  @Test
  void aSessionThatIsStillBoundAtTheCarrierIsWaitedFor() {
    session.bindFailed(new SessionEvent.BindFailed(1, "0x5", Retry.LATER), 0);
    session.connectIfDue(14 * SECOND);
    assertThat(connections).isEmpty();

    session.connectIfDue(31 * SECOND);

    await().atMost(Duration.ofSeconds(30)).until(() -> connections.size() == 1);
  }
}
