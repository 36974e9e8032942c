package dev.notifier.worker.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.worker.smpp.ConnectionLostException;
import dev.notifier.worker.smpp.ConnectionSettings;
import dev.notifier.worker.smpp.SmppConnection;
import dev.notifier.worker.smpp.SmppConnectionListener;
import dev.notifier.worker.smpp.SmppConnector;
import dev.notifier.worker.smpp.SubmitSm;
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

  private final Bind bind = new Bind(0, "a", 0);
  private final LinkedBlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
  private final BindStatus status = new BindStatus(bind, 10);
  private final List<FakeLink> made = new CopyOnWriteArrayList<>();
  private final SessionManager keeper =
      new SessionManager(bind, connector(), events, new BindBackoff(() -> 0L), status, () -> true);

  private SessionConnector connector() {
    SmppConnector links =
        (settings, listener, mayWrite) -> {
          FakeLink link = new FakeLink(listener);
          made.add(link);
          return link;
        };
    return new SessionConnector(
        bind,
        links,
        ConnectionSettings.of(SubmitLine.spec(Map.of())),
        inbound -> {},
        () -> Instant.EPOCH);
  }

  private SessionEvent.Bound bind(long now) throws InterruptedException {
    keeper.connectIfDue(now);
    SessionEvent event = events.take();
    assertThat(event).isInstanceOf(SessionEvent.Bound.class);
    return (SessionEvent.Bound) event;
  }

  /** A new link counts its sequences from the beginning: answers of the old one would be mixed. */
  @Test
  void aLinkWhoseWriteFailedIsMournedBeforeTheNextIsBound() throws Exception {
    keeper.bound(bind(0));
    made.getFirst().down = true;
    assertThatThrownBy(() -> keeper.submit(SUBMIT)).isInstanceOf(ConnectionLostException.class);

    keeper.connectIfDue(100 * SECOND);
    assertThat(made).hasSize(1);

    made.getFirst().listener.closed("gone");
    SessionEvent closed = events.take();
    assertThat(keeper.closed((SessionEvent.Closed) closed, 100 * SECOND)).isTrue();
    keeper.connectIfDue(200 * SECOND);
    await().atMost(Duration.ofSeconds(30)).until(() -> made.size() == 2);
  }

  @Test
  void aLinkThatWasGoneBeforeItsBoundEventIsNotUsed() throws Exception {
    SessionEvent.Bound bound = bind(0);
    made.getFirst().listener.closed("gone");
    SessionEvent closed = events.take();
    keeper.closed((SessionEvent.Closed) closed, SECOND);

    keeper.bound(bound);

    assertThat(keeper.current()).isNull();
  }

  @Test
  void aRebindWaitsForTheAnswersAndThenBindsAgainWithoutABackoff() throws Exception {
    keeper.bound(bind(0));
    keeper.rebind(connector(), SECOND);
    keeper.leaveIfEmpty(3, SECOND);
    assertThat(keeper.current()).isNotNull();
    assertThat(keeper.isLeaving()).isTrue();

    keeper.leaveIfEmpty(0, 2 * SECOND);

    assertThat(keeper.current()).isNull();
    SessionEvent closed = events.take();
    keeper.closed((SessionEvent.Closed) closed, 2 * SECOND);
    assertThat(keeper.isLeaving()).isFalse();
    keeper.connectIfDue(2 * SECOND);
    await().atMost(Duration.ofSeconds(30)).until(() -> made.size() == 2);
  }

  @Test
  void refusedCredentialsAreNotTriedAgainUntilSomebodyRebinds() {
    keeper.notBound(new SessionEvent.NotBound(1, "no", SessionEvent.Hope.NONE), 0);
    assertThat(status.phase()).isEqualTo(Phase.REFUSED);
    keeper.connectIfDue(1_000 * SECOND);
    assertThat(made).isEmpty();

    keeper.rebind(connector(), 1_000 * SECOND);
    keeper.connectIfDue(1_000 * SECOND);

    await().atMost(Duration.ofSeconds(30)).until(() -> made.size() == 1);
  }

  @Test
  void aSessionThatTheCarrierStillHoldsIsWaitedOut() {
    keeper.notBound(new SessionEvent.NotBound(1, "0x5", SessionEvent.Hope.LATER), 0);
    keeper.connectIfDue(14 * SECOND);
    assertThat(made).isEmpty();

    keeper.connectIfDue(31 * SECOND);

    await().atMost(Duration.ofSeconds(30)).until(() -> made.size() == 1);
  }

  private static final class FakeLink implements SmppConnection {
    private final SmppConnectionListener listener;
    private volatile boolean down;

    FakeLink(SmppConnectionListener listener) {
      this.listener = listener;
    }

    @Override
    public int submit(SubmitSm submit) throws ConnectionLostException {
      if (down) {
        throw new ConnectionLostException("down");
      }
      return 1;
    }

    @Override
    public void flush() {}

    @Override
    public void unbind() {
      listener.closed("unbound");
    }

    @Override
    public void abort() {
      listener.closed("aborted");
    }
  }
}
