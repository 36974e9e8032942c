package dev.notifier.worker.submit;

import dev.notifier.worker.smpp.BindRefusedException;
import dev.notifier.worker.smpp.Inbound;
import dev.notifier.worker.smpp.Link;
import dev.notifier.worker.smpp.LinkDownException;
import dev.notifier.worker.smpp.LinkListener;
import dev.notifier.worker.smpp.LinkSettings;
import dev.notifier.worker.smpp.Links;
import dev.notifier.worker.submit.LinkEvent.Hope;
import java.time.InstantSource;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Binds a link on a thread of its own and turns what it hears into events for the bind's thread.
 */
final class Connector {
  /** Wrong password, system id or system type (SMPP v3.4, 5.1.3): nothing that time mends. */
  private static final Set<Integer> HOPELESS = Set.of(0x0E, 0x0F, 0x53);

  /** Already bound, or no room for another bind: the carrier's own timers mend that. */
  private static final Set<Integer> WAITED_OUT = Set.of(0x05, 0x0D);

  private final Bind bind;
  private final Links links;
  private final LinkSettings settings;
  private final Consumer<Inbound> inbound;
  private final InstantSource clock;

  Connector(
      Bind bind,
      Links links,
      LinkSettings settings,
      Consumer<Inbound> inbound,
      InstantSource clock) {
    this.bind = bind;
    this.links = links;
    this.settings = settings;
    this.inbound = inbound;
    this.clock = clock;
  }

  /** Starts binding; a Bound or NotBound event follows. */
  void connect(long linkNumber, Queue<LinkEvent> events, BooleanSupplier mayWrite) {
    Thread.ofPlatform()
        .daemon()
        .name("bind-" + bind)
        .start(() -> events.add(attempt(linkNumber, events, mayWrite)));
  }

  private LinkEvent attempt(long linkNumber, Queue<LinkEvent> events, BooleanSupplier mayWrite) {
    try {
      return new LinkEvent.Bound(
          linkNumber, links.bind(settings, listener(linkNumber, events), mayWrite));
    } catch (BindRefusedException e) {
      return new LinkEvent.NotBound(
          linkNumber, String.valueOf(e.getMessage()), hope(e.commandStatus()));
    } catch (LinkDownException e) {
      return new LinkEvent.NotBound(linkNumber, String.valueOf(e.getMessage()), Hope.SOON);
    } catch (RuntimeException e) {
      return new LinkEvent.NotBound(linkNumber, "Binding failed: " + e, Hope.SOON);
    }
  }

  private static Hope hope(int commandStatus) {
    if (HOPELESS.contains(commandStatus)) {
      return Hope.NONE;
    }
    return WAITED_OUT.contains(commandStatus) ? Hope.LATER : Hope.SOON;
  }

  /** Unbinds a link in order; waits for the carrier on a thread of its own. */
  void unbind(Link link) {
    Thread.ofPlatform().daemon().name("unbind-" + bind).start(link::unbind);
  }

  private LinkListener listener(long linkNumber, Queue<LinkEvent> events) {
    return new LinkListener() {
      @Override
      public void answered(
          int sequence, int commandStatus, @Nullable String messageId, int congestion) {
        events.add(
            new LinkEvent.Answered(
                linkNumber, sequence, commandStatus, messageId, congestion, clock.millis()));
      }

      @Override
      public void delivered(Inbound message) {
        inbound.accept(message);
      }

      @Override
      public void closed(String reason) {
        events.add(new LinkEvent.Closed(linkNumber, reason));
      }
    };
  }
}
