package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.BehaviourRules;
import dev.notifier.smsc.behaviour.ReceiptPlan;
import dev.notifier.smsc.pdu.ShortMessage;
import dev.notifier.smsc.record.RecordStore;
import dev.notifier.smsc.record.Submission;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** The SMPP server of the simulator. Thread-safe: all work runs on one selector thread. */
public final class SmppServer implements AutoCloseable {
  private final RecordStore store;
  private final LongSupplier nowMs;
  private final ProtocolHandlers handlers;
  private final SelectorLoop loop;
  private volatile Behaviour behaviour;

  /**
   * Binds the port and starts. Receipts of earlier runs are sent when they are due.
   *
   * @param listener gets what handsets receive and send by themselves
   * @throws IOException when the port is not available
   */
  public SmppServer(
      InetSocketAddress address,
      Behaviour behaviour,
      RecordStore store,
      LongSupplier nowMs,
      HandsetListener listener)
      throws IOException {
    this.store = store;
    this.nowMs = nowMs;
    this.behaviour = behaviour;
    this.handlers = ProtocolHandlers.create(store, listener, nowMs.getAsLong());
    for (Submission submission : store.dueAtStart()) {
      handlers.receipts().add(Receipt.of(submission, behaviour.alphabet(), ReceiptPlan.DEFAULT));
    }
    BehaviourRules rules = new BehaviourRules(behaviour, nowMs.getAsLong());
    this.loop = new SelectorLoop(address, store, handlers, rules, nowMs);
    loop.start();
  }

  public int port() {
    return loop.port();
  }

  public int sessionCount() {
    return loop.sessionCount();
  }

  public Behaviour behaviour() {
    return behaviour;
  }

  /**
   * Replaces the behaviour for all input that is read after this method returns. Attempts counted
   * so far are reset.
   */
  public void configure(Behaviour newBehaviour) {
    loop.execute(() -> {
      loop.useRules(new BehaviourRules(newBehaviour, nowMs.getAsLong()));
      behaviour = newBehaviour;
      return true;
    });
  }

  /** Closes every link without an unbind. Returns how many. */
  public int dropSessions() {
    return dropSessions(Integer.MAX_VALUE);
  }

  /** Closes at most this many links without an unbind, the oldest first. Returns how many. */
  public int dropSessions(int most) {
    return loop.execute(() -> loop.closeSessions(most));
  }

  /** Sends an unbind request to every bound client. Returns how many. */
  public int unbindSessions() {
    return loop.execute(() -> {
      List<Session> bound = handlers.sessions().stream().filter(Session::isBound).toList();
      bound.forEach(handlers.linkFaults()::unbind);
      return bound.size();
    });
  }

  /** Clears counts, records and receipts due, and resumes half-open links. */
  public void reset() {
    loop.execute(() -> {
      for (Session session : handlers.sessions()) {
        if (session.isHalfOpen()) {
          session.setHalfOpenUntil(1);
        }
      }
      handlers.receipts().reset(handlers.sessions());
      store.reset();
      return true;
    });
  }

  /**
   * Sends the segments of an inbound message to a session bound as a receiver. Each result
   * completes with the response of its segment, or when no response comes in time.
   */
  public List<CompletableFuture<MoResult>> sendMo(List<ShortMessage> segments) {
    List<CompletableFuture<MoResult>> results =
        segments.stream().map(segment -> new CompletableFuture<MoResult>()).toList();
    loop.execute(() -> {
      handlers.mo().send(segments, results, handlers.sessions(), nowMs.getAsLong());
      return true;
    });
    return results;
  }

  /** Sends the delayed responses, unbinds all sessions and closes. Waits for the end. */
  @Override
  public void close() {
    loop.stop();
  }
}
