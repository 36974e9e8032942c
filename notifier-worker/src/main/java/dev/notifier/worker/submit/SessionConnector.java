package dev.notifier.worker.submit;

import dev.notifier.worker.smpp.BindRefusedException;
import dev.notifier.worker.smpp.ConnectionLostException;
import dev.notifier.worker.smpp.ConnectionSettings;
import dev.notifier.worker.smpp.InboundPdu;
import dev.notifier.worker.smpp.SmppConnection;
import dev.notifier.worker.smpp.SmppConnectionListener;
import dev.notifier.worker.smpp.SmppConnector;
import dev.notifier.worker.submit.SessionEvent.Hope;
import java.time.InstantSource;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Binds a link on a thread of its own and turns what it hears into events for the bind's thread.
 */
final class SessionConnector {
  /** Wrong password, system id or system type (SMPP v3.4, 5.1.3): nothing that time mends. */
  private static final Set<Integer> HOPELESS = Set.of(0x0E, 0x0F, 0x53);

  /** Already bound, or no room for another bind: the carrier's own timers mend that. */
  private static final Set<Integer> WAITED_OUT = Set.of(0x05, 0x0D);

  private final Bind bind;
  private final SmppConnector links;
  private final ConnectionSettings settings;
  private final Consumer<InboundPdu> inbound;
  private final InstantSource clock;

  SessionConnector(
      Bind bind,
      SmppConnector links,
      ConnectionSettings settings,
      Consumer<InboundPdu> inbound,
      InstantSource clock) {
    this.bind = bind;
    this.links = links;
    this.settings = settings;
    this.inbound = inbound;
    this.clock = clock;
  }

  /** Starts binding; a Bound or NotBound event follows. */
  void connect(long linkNumber, Queue<SessionEvent> events, BooleanSupplier mayWrite) {
    Thread.ofPlatform()
        .daemon()
        .name("bind-" + bind)
        .start(() -> events.add(attempt(linkNumber, events, mayWrite)));
  }

  private SessionEvent attempt(
      long linkNumber, Queue<SessionEvent> events, BooleanSupplier mayWrite) {
    try {
      return new SessionEvent.Bound(
          linkNumber, links.bind(settings, listener(linkNumber, events), mayWrite));
    } catch (BindRefusedException e) {
      return new SessionEvent.NotBound(
          linkNumber, String.valueOf(e.getMessage()), hope(e.commandStatus()));
    } catch (ConnectionLostException e) {
      return new SessionEvent.NotBound(linkNumber, String.valueOf(e.getMessage()), Hope.SOON);
    } catch (RuntimeException e) {
      return new SessionEvent.NotBound(linkNumber, "Binding failed: " + e, Hope.SOON);
    }
  }

  private static Hope hope(int commandStatus) {
    if (HOPELESS.contains(commandStatus)) {
      return Hope.NONE;
    }
    return WAITED_OUT.contains(commandStatus) ? Hope.LATER : Hope.SOON;
  }

  /** Unbinds a link in order; waits for the carrier on a thread of its own. */
  void unbind(SmppConnection link) {
    Thread.ofPlatform().daemon().name("unbind-" + bind).start(link::unbind);
  }

  private SmppConnectionListener listener(long linkNumber, Queue<SessionEvent> events) {
    return new SmppConnectionListener() {
      @Override
      public void answered(
          int sequence, int commandStatus, @Nullable String messageId, int congestion) {
        events.add(
            new SessionEvent.Answered(
                linkNumber, sequence, commandStatus, messageId, congestion, clock.millis()));
      }

      @Override
      public void delivered(InboundPdu message) {
        inbound.accept(message);
      }

      @Override
      public void closed(String reason) {
        events.add(new SessionEvent.Closed(linkNumber, reason));
      }
    };
  }
}
