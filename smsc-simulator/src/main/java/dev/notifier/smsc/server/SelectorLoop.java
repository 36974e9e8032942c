package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.BehaviourRules;
import dev.notifier.smsc.pdu.CommandId;
import dev.notifier.smsc.record.RecordStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The selector thread of the SMPP server. Each iteration reads all available input, decides and
 * records it, flushes the record, and then writes all output. {@link #port}, {@link #sessionCount},
 * {@link #execute} and {@link #stop} are thread-safe; everything else runs on the selector thread.
 */
final class SelectorLoop {
  private static final Logger log = LoggerFactory.getLogger(SelectorLoop.class);
  private static final int MAX_SESSIONS = 1_000;
  private static final long MAX_WAIT_MS = 200;

  private final ServerSocketChannel listener;
  private final Selector selector;
  private final RecordStore store;
  private final ProtocolHandlers handlers;
  private final LongSupplier nowMs;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private BehaviourRules rules;
  private int lastSessionNumber;
  private volatile int sessionCount;
  private volatile boolean stopping;

  /**
   * Binds the port; {@link #start} starts the thread.
   *
   * @throws IOException when the port is not available
   */
  SelectorLoop(
      InetSocketAddress address,
      RecordStore store,
      ProtocolHandlers handlers,
      BehaviourRules rules,
      LongSupplier nowMs)
      throws IOException {
    this.store = store;
    this.handlers = handlers;
    this.rules = rules;
    this.nowMs = nowMs;
    listener = ServerSocketChannel.open();
    try {
      listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listener.bind(address);
      listener.configureBlocking(false);
      selector = Selector.open();
      listener.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
  }

  void start() {
    Thread.ofPlatform().name("smsc-selector").start(this::run);
  }

  int port() {
    return listener.socket().getLocalPort();
  }

  int sessionCount() {
    return sessionCount;
  }

  /** Runs a task on the selector thread and returns its result. */
  <T> T execute(Supplier<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    tasks.add(() -> {
      try {
        result.complete(task.get());
      } catch (RuntimeException e) {
        result.completeExceptionally(e);
        throw e;
      }
    });
    selector.wakeup();
    if (ended.getCount() == 0) {
      throw new IllegalStateException("the simulator has stopped; start it again");
    }
    return result.join();
  }

  /** Sends the delayed responses, unbinds all sessions and closes them. Waits for the end. */
  void stop() {
    stopping = true;
    selector.wakeup();
    boolean interrupted = false;
    while (true) {
      try {
        ended.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void useRules(BehaviourRules newRules) {
    rules = newRules;
  }

  /** Closes at most this many sessions without an unbind, the oldest first. Returns how many. */
  int closeSessions(int most) {
    List<Session> closing = handlers.sessions().stream().limit(most).toList();
    closing.forEach(this::close);
    return closing.size();
  }

  private void run() {
    try {
      long nextMs = Long.MAX_VALUE;
      while (!stopping) {
        long waitMs = Math.clamp(nextMs - nowMs.getAsLong(), 0, MAX_WAIT_MS);
        if (waitMs == 0) {
          selector.selectNow();
        } else {
          selector.select(waitMs);
        }
        nextMs = iterate();
      }
      sendPendingAndUnbind();
    } catch (IOException | RuntimeException e) {
      log.error(
          "The record or the selector failed. All links are closed; restart the simulator", e);
    } finally {
      closeSessions(Integer.MAX_VALUE);
      closeQuietly(listener);
      closeQuietly(selector);
      ended.countDown();
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
    }
  }

  /** Runs one iteration. Returns when the next is due without an event, or Long.MAX_VALUE. */
  private long iterate() throws IOException {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
    long now = nowMs.getAsLong();
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.attachment() instanceof Session session) {
        if (key.isValid() && key.isReadable()) {
          read(session, now);
        }
      } else {
        tryAccept();
      }
    }
    selector.selectedKeys().clear();
    resumeHalfOpen(now);
    long nextMs =
        Math.min(
            handlers.submits().sendDueResponses(now),
            handlers.receipts().sendDue(rules.behaviour(), now));
    store.flush();
    return Math.min(nextMs, flushAll());
  }

  /** Accepts a connection. A failure concerns only that connection. */
  private void tryAccept() {
    try {
      accept();
    } catch (IOException e) {
      log.warn("A connection could not be accepted: {}", e.getMessage());
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = listener.accept();
    if (channel == null) {
      return;
    }
    if (handlers.sessions().size() >= MAX_SESSIONS) {
      channel.close();
      return;
    }
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
    Session session = new Session(channel, key, ++lastSessionNumber);
    key.attach(session);
    handlers.sessions().add(session);
    sessionCount = handlers.sessions().size();
  }

  private void read(Session session, long now) {
    boolean open;
    try {
      open = session.read();
    } catch (IOException e) {
      open = false;
    }
    handleInput(session, open, now);
  }

  private void handleInput(Session session, boolean open, long now) {
    if (!handlers.dispatcher().handleAll(session, rules, now) || !open) {
      store.flush();
      flush(session);
      close(session);
    }
  }

  /** Resumes half-open links whose time is over and handles the input they had before. */
  private void resumeHalfOpen(long now) {
    List<Session> sessions = handlers.sessions();
    for (int i = sessions.size() - 1; i >= 0; i--) {
      Session session = sessions.get(i);
      if (session.mustResume(now)) {
        session.resume();
        handleInput(session, true, now);
      }
    }
  }

  /** Flushes all sessions. Returns when one needs the next flush without an event. */
  private long flushAll() {
    long nextMs = Long.MAX_VALUE;
    List<Session> sessions = handlers.sessions();
    for (int i = sessions.size() - 1; i >= 0; i--) {
      nextMs = Math.min(nextMs, flush(sessions.get(i)));
    }
    return nextMs;
  }

  private long flush(Session session) {
    try {
      if (!session.isClosed()) {
        return session.flush(
            rules.behaviour().link(), store.state().faultCounters(), nowMs.getAsLong());
      }
    } catch (IOException e) {
      close(session);
    }
    return Long.MAX_VALUE;
  }

  private void close(Session session) {
    if (session.isClosed()) {
      return;
    }
    session.close();
    handlers.sessions().remove(session);
    sessionCount = handlers.sessions().size();
    if (session.canReceive()) {
      handlers.receipts().sessionGone(session);
    }
    log.info("session {}: closed", session.number());
  }

  private void sendPendingAndUnbind() {
    handlers.submits().sendDueResponses(Long.MAX_VALUE);
    store.flush();
    for (Session session : handlers.sessions()) {
      if (session.isBound()) {
        session.out().header(CommandId.UNBIND, 0, session.nextSequence());
      }
    }
    flushAll();
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      log.warn("A channel could not be closed: {}", e.getMessage());
    }
  }
}
