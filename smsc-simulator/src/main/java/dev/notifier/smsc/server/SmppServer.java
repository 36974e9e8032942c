package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.BehaviourRules;
import dev.notifier.smsc.behaviour.ReceiptPlan;
import dev.notifier.smsc.pdu.Alphabet;
import dev.notifier.smsc.pdu.CommandId;
import dev.notifier.smsc.pdu.ShortMessage;
import dev.notifier.smsc.record.FaultCounters;
import dev.notifier.smsc.record.RecordStore;
import dev.notifier.smsc.record.Submission;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket side of the message centre. One thread does everything in passes: read all that came,
 * decide and record it, put the record on disk, then write all answers. Public methods may be
 * called from any thread.
 */
public final class SmppServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SmppServer.class);
  private static final int MAX_SESSIONS = 1_000;
  private static final long MAX_WAIT_MS = 200;

  private final ServerSocketChannel listener;
  private final Selector selector;
  private final RecordStore book;
  private final LongSupplier nowMs;
  private final ReceiptScheduler receipts;
  private final SubmitHandler submits;
  private final PduDispatcher dispatcher;
  private final MoSender mo;
  private final LinkFaultInjector links;
  private final FaultCounters tally;
  private final List<Session> sessions = new ArrayList<>();
  private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private BehaviourRules rules;
  private int lastSessionNumber;
  private volatile Behaviour behaviour;
  private volatile int sessionCount;
  private volatile boolean stopping;

  /**
   * Binds the port and starts; receipts of earlier runs go out when their time comes.
   *
   * @param accepted told of every accepted message, on the selector thread: must not block
   * @throws IOException when the port cannot be had
   */
  public SmppServer(
      InetSocketAddress address,
      Behaviour behaviour,
      RecordStore book,
      LongSupplier nowMs,
      BiConsumer<Submission, Alphabet> accepted)
      throws IOException {
    this.book = book;
    this.nowMs = nowMs;
    this.behaviour = behaviour;
    this.rules = new BehaviourRules(behaviour, nowMs.getAsLong());
    this.tally = book.ledger().tally();
    this.links = new LinkFaultInjector(tally);
    this.receipts = new ReceiptScheduler(book);
    this.mo = new MoSender(book);
    this.submits = new SubmitHandler(book, receipts, links, accepted, nowMs.getAsLong());
    BindHandler binds = new BindHandler(receipts, tally, sessions);
    this.dispatcher = new PduDispatcher(submits, receipts, binds, links, tally);
    for (Submission it : book.dueAtStart()) {
      receipts.owe(Receipt.of(it, behaviour.alphabet(), ReceiptPlan.USUAL));
    }
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
    Thread.ofPlatform().name("smsc-selector").start(this::run);
  }

  public int port() {
    return listener.socket().getLocalPort();
  }

  public int sessionCount() {
    return sessionCount;
  }

  public Behaviour behaviour() {
    return behaviour;
  }

  /**
   * Puts a behaviour in force for all that is read after this returns; attempts counted so far are
   * forgotten.
   */
  public void configure(Behaviour next) {
    onSelector(() -> {
      rules = new BehaviourRules(next, nowMs.getAsLong());
      behaviour = next;
      return true;
    });
  }

  /** Closes every link without a word; returns how many. */
  public int dropSessions() {
    return onSelector(() -> {
      List<Session> all = List.copyOf(sessions);
      all.forEach(this::close);
      return all.size();
    });
  }

  /** Asks every bound client to unbind; returns how many. */
  public int unbindSessions() {
    return onSelector(() -> {
      List<Session> bound = sessions.stream().filter(Session::isBound).toList();
      bound.forEach(links::unbind);
      return bound.size();
    });
  }

  /** Forgets counts, records and receipts due; half-open links go on. */
  public void reset() {
    onSelector(() -> {
      sessions.forEach(session -> {
        if (session.isFrozen()) {
          session.freeze(1);
        }
      });
      receipts.reset(sessions);
      book.reset();
      return true;
    });
  }

  /**
   * Sends the segments of an inbound message to a session bound to receive; each completes with its
   * answer, or when none came in time.
   */
  public List<CompletableFuture<MoResult>> sendMo(List<ShortMessage> segments) {
    List<CompletableFuture<MoResult>> results =
        segments.stream().map(segment -> new CompletableFuture<MoResult>()).toList();
    onSelector(() -> {
      mo.send(segments, results, sessions, nowMs.getAsLong());
      return true;
    });
    return results;
  }

  /** Answers what waits for its time, unbinds all sessions, closes. Waits for the end. */
  @Override
  public void close() {
    stopping = true;
    selector.wakeup();
    await(ended);
  }

  private <T> T onSelector(java.util.function.Supplier<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    commands.add(() -> {
      try {
        done.complete(work.get());
      } catch (RuntimeException e) {
        done.completeExceptionally(e);
        throw e;
      }
    });
    selector.wakeup();
    if (ended.getCount() == 0) {
      throw new IllegalStateException("the simulator has stopped: start it again");
    }
    return done.join();
  }

  private static void await(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
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
        nextMs = pass();
      }
      farewell();
    } catch (IOException | RuntimeException e) {
      log.error("The record or the selector failed; all links are closed, start again", e);
    } finally {
      List.copyOf(sessions).forEach(this::close);
      closeQuietly(listener);
      closeQuietly(selector);
      ended.countDown();
      for (Runnable left = commands.poll(); left != null; left = commands.poll()) {
        left.run();
      }
    }
  }

  private long pass() throws IOException {
    for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
      command.run();
    }
    long now = nowMs.getAsLong();
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.attachment() instanceof Session session) {
        if (key.isValid() && key.isReadable()) {
          read(session, now);
        }
      } else {
        acceptOne();
      }
    }
    selector.selectedKeys().clear();
    thaw(now);
    long nextMs = Math.min(submits.pump(now), receipts.pump(rules.behaviour(), now));
    book.flush();
    return Math.min(nextMs, flushAll());
  }

  /** A link that fails while it is made is that link's misfortune only. */
  private void acceptOne() {
    try {
      accept();
    } catch (IOException e) {
      log.warn("a link could not be accepted: {}", e.getMessage());
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = listener.accept();
    if (channel == null) {
      return;
    }
    if (sessions.size() >= MAX_SESSIONS) {
      channel.close();
      return;
    }
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
    Session session = new Session(channel, key, ++lastSessionNumber);
    key.attach(session);
    sessions.add(session);
    sessionCount = sessions.size();
  }

  private void read(Session session, long now) {
    boolean goesOn;
    try {
      goesOn = session.read();
    } catch (IOException e) {
      goesOn = false;
    }
    handle(session, goesOn, now);
  }

  private void handle(Session session, boolean goesOn, long now) {
    if (!dispatcher.handleAll(session, rules, now) || !goesOn) {
      book.flush();
      flush(session);
      close(session);
    }
  }

  /** What came before a link froze is handled when it goes on. */
  private void thaw(long now) {
    for (int i = sessions.size() - 1; i >= 0; i--) {
      Session session = sessions.get(i);
      if (session.isThawing(now)) {
        session.thaw();
        handle(session, true, now);
      }
    }
  }

  /** Returns when a link is to be looked at again whatever comes. */
  private long flushAll() {
    long nextMs = Long.MAX_VALUE;
    for (int i = sessions.size() - 1; i >= 0; i--) {
      nextMs = Math.min(nextMs, flush(sessions.get(i)));
    }
    return nextMs;
  }

  private long flush(Session session) {
    try {
      if (!session.isClosed()) {
        return session.flush(rules.behaviour().link(), tally, nowMs.getAsLong());
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
    sessions.remove(session);
    sessionCount = sessions.size();
    if (session.mayReceive()) {
      receipts.left(session);
    }
    log.info("session {}: closed", session.number());
  }

  private void farewell() {
    submits.pump(Long.MAX_VALUE);
    book.flush();
    for (Session session : sessions) {
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
      log.warn("closing failed: {}", e.getMessage());
    }
  }
}
