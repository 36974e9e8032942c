package dev.notifier.worker.bind.session;

import dev.notifier.worker.bind.session.SessionEvent.Retry;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.UnacknowledgedReceipt;
import dev.notifier.worker.smpp.BindRefusedException;
import dev.notifier.worker.smpp.ConnectionLostException;
import dev.notifier.worker.smpp.ConnectionSettings;
import dev.notifier.worker.smpp.DeliverSm;
import dev.notifier.worker.smpp.InboundPdu;
import dev.notifier.worker.smpp.SmppConnection;
import dev.notifier.worker.smpp.SmppConnectionListener;
import dev.notifier.worker.smpp.SmppConnector;
import dev.notifier.worker.smpp.SubmitSmResp;
import dev.notifier.worker.smpp.WritePermission;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Binds a session on its own thread and turns its callbacks into events for the bind's thread. */
public final class SessionConnector {
  /** Wrong password, system_id or system_type (SMPP v3.4, 5.1.3). */
  private static final Set<Integer> PERMANENT = Set.of(0x0E, 0x0F, 0x53);

  /** Already bound, or bind failed, for example because of too many sessions. */
  private static final Set<Integer> STILL_BOUND = Set.of(0x05, 0x0D);

  private final BindId bind;
  private final SmppConnector connector;
  private final ConnectionSettings settings;
  private final Inbound inbound;
  private final InstantSource clock;

  /**
   * What happens to inbound messages. Called on the thread that reads the socket; must not block.
   *
   * @param isJournaled whether an inbound message becomes an event
   * @param waiting counts these events until they are handled
   * @param others takes the others
   */
  public record Inbound(
      Predicate<DeliverSm> isJournaled,
      WaitingReceipts waiting,
      Consumer<InboundPdu> others,
      InboundMetrics metrics) {}

  public SessionConnector(
      BindId bind,
      SmppConnector connector,
      ConnectionSettings settings,
      Inbound inbound,
      InstantSource clock) {
    this.bind = bind;
    this.connector = connector;
    this.settings = settings;
    this.inbound = inbound;
    this.clock = clock;
  }

  /** Starts to bind; a Bound or BindFailed event follows. */
  void connect(long connectionNumber, Queue<SessionEvent> events, WritePermission permission) {
    Thread.ofPlatform()
        .daemon()
        .name("bind-" + bind)
        .start(() -> events.add(attempt(connectionNumber, events, permission)));
  }

  private SessionEvent attempt(
      long connectionNumber, Queue<SessionEvent> events, WritePermission permission) {
    try {
      return new SessionEvent.Bound(
          connectionNumber,
          connector.bind(settings, listener(connectionNumber, events), permission));
    } catch (BindRefusedException e) {
      return failed(connectionNumber, String.valueOf(e.getMessage()), retry(e.commandStatus()));
    } catch (ConnectionLostException e) {
      return failed(connectionNumber, String.valueOf(e.getMessage()), Retry.SOON);
    } catch (RuntimeException e) {
      return failed(connectionNumber, "Binding failed: " + e, Retry.SOON);
    }
  }

  private static SessionEvent failed(long connectionNumber, String reason, Retry retry) {
    return new SessionEvent.BindFailed(connectionNumber, reason, retry);
  }

  static Retry retry(int commandStatus) {
    if (PERMANENT.contains(commandStatus)) {
      return Retry.NEVER;
    }
    return STILL_BOUND.contains(commandStatus) ? Retry.LATER : Retry.SOON;
  }

  /** Unbinds a connection on its own thread, because the carrier may respond late. */
  void unbind(SmppConnection connection) {
    Thread.ofPlatform().daemon().name("unbind-" + bind).start(connection::unbind);
  }

  private SmppConnectionListener listener(long connectionNumber, Queue<SessionEvent> events) {
    return new SmppConnectionListener() {
      @Override
      public void responded(SubmitSmResp response) {
        events.add(new SessionEvent.Responded(connectionNumber, response, clock.millis()));
      }

      @Override
      public void received(InboundPdu pdu) {
        if (!inbound.isJournaled().test(pdu.message())) {
          inbound.others().accept(pdu);
        } else if (inbound.waiting().tryAdd()) {
          events.add(
              new SessionEvent.Received(
                  connectionNumber, UnacknowledgedReceipt.of(bind, pdu, clock.instant())));
        } else {
          pdu.requestRetry();
        }
      }

      @Override
      public void answered(boolean isAcknowledged, Duration after) {
        inbound.metrics().answered(isAcknowledged, after);
      }

      @Override
      public void closed(String reason) {
        events.add(new SessionEvent.Closed(connectionNumber, reason));
      }
    };
  }
}
