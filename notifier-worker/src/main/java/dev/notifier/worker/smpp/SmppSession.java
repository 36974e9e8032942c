package dev.notifier.worker.smpp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jsmpp.bean.BindType;
import org.jsmpp.extra.SessionState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bound SMPP session. The library binds; submits are pipelined past its blocking calls, and
 * what comes is read past its pool. Thread-safe.
 */
final class SmppSession implements PduReader.Sink {
  private static final Logger log = LoggerFactory.getLogger(SmppSession.class);
  private static final Duration WATCH_EVERY = Duration.ofMillis(200);

  /** Hears what a session brings, on the thread that reads the socket. */
  interface Owner {
    void answered(int sequence, int commandStatus, @Nullable String messageId, int congestion);

    void delivered(InboundPdu inbound);

    /** The session is gone, also one that never was bound. Called once, from any thread. */
    void ended(String reason);
  }

  private final Owner owner;
  private final LongSupplier nanos;
  private final PduReader reader;
  private final JsmppSession session;
  private final ResponseWriter outbox;
  private final EnquireLinkTimer schedule;
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch unbound = new CountDownLatch(1);
  private final AtomicBoolean toldEnd = new AtomicBoolean();
  private volatile long heardNanos;
  private volatile boolean lastWords;

  private SmppSession(
      ConnectionSettings settings, Owner owner, LongSupplier nanos, BooleanSupplier mayWrite) {
    this.owner = owner;
    this.nanos = nanos;
    heardNanos = nanos.getAsLong();
    outbox = new ResponseWriter(settings.keeping(), nanos);
    ConnectionSettings.Timers timers = settings.timers();
    schedule =
        new EnquireLinkTimer(
            timers.enquireEvery(), timers.enquireTimeout(), timers.enquireMisses());
    reader = new PduReader(this);
    session = new JsmppSession(reader, (_, _) -> SocketConnection.to(settings, mayWrite, nanos));
  }

  /**
   * Connects and binds. Blocks up to both time-outs.
   *
   * @throws BindRefusedException when the centre said no
   * @throws ConnectionLostException when it could not be reached or said nothing
   */
  static SmppSession open(
      BindType type,
      ConnectionSettings settings,
      Owner owner,
      LongSupplier nanos,
      BooleanSupplier mayWrite)
      throws ConnectionLostException, BindRefusedException {
    SmppSession opened = new SmppSession(settings, owner, nanos, mayWrite);
    opened.open(type, settings);
    return opened;
  }

  private void open(BindType type, ConnectionSettings settings)
      throws ConnectionLostException, BindRefusedException {
    session.addSessionStateListener((newState, _, _) -> {
      if (newState == SessionState.CLOSED) {
        ended("The link was closed");
      }
    });
    try {
      session.open(type, settings);
    } catch (IOException e) {
      ended("The link was not bound");
      throw BindRefusedException.orDown(e);
    } catch (RuntimeException e) {
      ended("The link was not bound");
      throw e;
    }
    Thread.ofPlatform().daemon().name("smpp-outbox").start(this::writeWhatIsOwed);
    Thread.ofPlatform().daemon().name("smpp-watch").start(this::watch);
  }

  /** Puts a submit_sm into the buffer; returns its sequence_number. */
  int submit(SubmitSm submit) throws ConnectionLostException {
    int sequence = session.nextSequence();
    byte[] pdu = PduEncoder.submitSm(sequence, submit);
    try {
      session.output().cork();
      session.output().write(pdu);
      return sequence;
    } catch (IOException e) {
      ended("A submission could not be written: " + e.getMessage());
      throw new ConnectionLostException("A submission could not be written", e);
    }
  }

  /** Sends what is in the buffer. */
  void flush() throws ConnectionLostException {
    try {
      session.output().uncork();
    } catch (IOException e) {
      ended("Submissions could not be written: " + e.getMessage());
      throw new ConnectionLostException("Submissions could not be written", e);
    }
  }

  /** Asks the centre to end the session; returns at once. */
  void askUnbind() {
    owe(PduEncoder.header(CommandId.UNBIND, 0, session.nextSequence()));
  }

  /** Waits until the centre has answered the unbind or is gone, then ends the session. */
  void awaitUnbound(long limitNanos) {
    try {
      if (unbound.await(limitNanos, TimeUnit.NANOSECONDS)) {
        ended("Unbound");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ended("Unbound, without an answer");
  }

  /** Closes at once and tells the owner the first reason there was. Never blocks. */
  @Override
  public void ended(String reason) {
    boolean first = toldEnd.compareAndSet(false, true);
    session.drop(reason);
    over.countDown();
    unbound.countDown();
    if (first) {
      owner.ended(reason);
    }
  }

  @Override
  public void heard() {
    heardNanos = nanos.getAsLong();
  }

  @Override
  public void answered(
      int sequence, int commandStatus, @Nullable String messageId, int congestion) {
    owner.answered(sequence, commandStatus, messageId, congestion);
  }

  @Override
  public void delivered(DeliverSm message, int responseId) {
    InboundPdu inbound = outbox.receive(message, responseId);
    if (inbound.isAnswered()) {
      return;
    }
    try {
      owner.delivered(inbound);
    } catch (RuntimeException e) {
      // One message that cannot be taken must not cost the link and all that is under way on it.
      log.warn("A message that came could not be taken: {}", e.getClass().getName());
      inbound.later();
    }
  }

  @Override
  public void asked(byte[] response) {
    owe(response);
  }

  @Override
  public void unbindAsked(byte[] response) {
    owe(response);
    lastWords = true;
  }

  @Override
  public void unbound() {
    unbound.countDown();
  }

  private void owe(byte[] pdu) {
    if (!outbox.owe(pdu)) {
      ended("The carrier does not read what it is answered");
    }
  }

  private void writeWhatIsOwed() {
    try {
      outbox.writeTo(session.output(), this::isOver);
      ended("The carrier unbound the link");
    } catch (IOException e) {
      ended("An answer could not be written: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended("Interrupted");
    } catch (RuntimeException | Error e) {
      ended("Writing failed: " + e.getClass().getName());
      throw e;
    }
  }

  private boolean isOver() {
    return over.getCount() == 0 || (lastWords && outbox.isEmpty());
  }

  /** Notices a peer that says nothing and a reader that has died; never writes itself. */
  private void watch() {
    try {
      while (!over.await(WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        if (reader.isDead()) {
          ended("The thread that reads the link has died");
        } else {
          enquireIfDue();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended("Interrupted");
    }
  }

  private void enquireIfDue() {
    switch (schedule.look(nanos.getAsLong(), heardNanos, session.output().sentNanos())) {
      case NOTHING -> {}
      case ENQUIRE -> owe(PduEncoder.header(CommandId.ENQUIRE_LINK, 0, session.nextSequence()));
      case GIVE_UP -> ended("The carrier says nothing any more, also to enquire_link");
    }
  }
}
