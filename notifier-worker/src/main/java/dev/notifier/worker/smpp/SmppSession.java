package dev.notifier.worker.smpp;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jsmpp.bean.BindType;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.extra.SessionState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bound SMPP session. jSMPP binds it; submissions are pipelined instead of its blocking calls,
 * and {@link PduReader} replaces its thread pool. Thread-safe.
 */
final class SmppSession {
  private static final Logger log = LoggerFactory.getLogger(SmppSession.class);
  private static final Duration WATCH_INTERVAL = Duration.ofMillis(200);

  private final SmppConnectionListener listener;
  private final LongSupplier nanos;
  private final PduReader reader;
  private final JsmppSession session;
  private final ResponseWriter responses;
  private final EnquireLinkTimer timer;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch unbound = new CountDownLatch(1);
  private final AtomicBoolean reported = new AtomicBoolean();
  private volatile boolean unbindReceived;

  /** Why nothing more can be read; null while reading. */
  private volatile @Nullable String readEnd;

  private SmppSession(
      BindType type,
      ConnectionSettings settings,
      SmppConnectionListener listener,
      LongSupplier nanos,
      WritePermission permission) {
    this.listener = listener;
    this.nanos = nanos;
    responses = new ResponseWriter(settings.inbound(), nanos, listener::answered);
    ConnectionSettings.Timers timers = settings.timers();
    timer =
        new EnquireLinkTimer(
            timers.enquireEvery(), timers.enquireTimeout(), timers.enquireMisses());
    reader = new PduReader(type.responseCommandId(), this::received, this::readEnded, nanos);
    session =
        new JsmppSession(reader, (_, _) -> SocketConnection.open(settings, permission, nanos));
  }

  /**
   * Connects and binds. Blocks up to both time-outs.
   *
   * @param listener its {@code closed} is called even if the session was not bound
   * @throws BindRefusedException if the carrier rejected the bind
   * @throws ConnectionLostException if the carrier could not be reached or did not respond
   */
  static SmppSession open(
      BindType type,
      ConnectionSettings settings,
      SmppConnectionListener listener,
      LongSupplier nanos,
      WritePermission permission)
      throws ConnectionLostException, BindRefusedException {
    SmppSession opened = new SmppSession(type, settings, listener, nanos, permission);
    opened.open(type, settings);
    return opened;
  }

  private void open(BindType type, ConnectionSettings settings)
      throws ConnectionLostException, BindRefusedException {
    session.addSessionStateListener((newState, _, _) -> {
      if (newState == SessionState.CLOSED) {
        close("The connection was closed");
      }
    });
    try {
      session.open(type, settings);
    } catch (IOException e) {
      close("The session was not bound");
      if (e.getCause() instanceof NegativeResponseException refused) {
        throw new BindRefusedException(refused.getCommandStatus(), e);
      }
      throw notBound(e, settings);
    } catch (RuntimeException e) {
      close("The session was not bound");
      throw e;
    }
    Thread.ofPlatform().daemon().name("smpp-responses").start(this::writeResponses);
    Thread.ofPlatform().daemon().name("smpp-watch").start(this::watch);
  }

  private ConnectionLostException notBound(IOException thrown, ConnectionSettings settings) {
    String end = readEnd;
    if (end != null) {
      boolean closedByCarrier = end.equals(PduReader.CLOSED);
      return new ConnectionLostException(
          closedByCarrier ? end + " instead of responding to the bind" : end, thrown);
    }
    if (thrown.getCause() instanceof ResponseTimeoutException) {
      return new ConnectionLostException(
          "The carrier did not respond to the bind within " + settings.timers().bindTimeout(),
          thrown);
    }
    return thrown instanceof ConnectionLostException lost
        ? lost
        : new ConnectionLostException(
            "The carrier could not be reached at %s:%d: %s"
                .formatted(settings.host(), settings.port(), unreachable(thrown)),
            thrown);
  }

  private static String unreachable(IOException thrown) {
    for (@Nullable Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof UnknownHostException) {
        return "this host name is unknown; check host and the name server";
      }
      if (e instanceof SocketTimeoutException) {
        return "nothing responds; check host, port and the firewalls";
      }
      if (e instanceof ConnectException) {
        return e.getMessage() + "; check host and port";
      }
    }
    return String.valueOf(thrown.getMessage());
  }

  private void readEnded(String reason) {
    readEnd = reason;
    close(reason);
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
      close("A submission could not be written: " + e.getMessage());
      throw new ConnectionLostException("A submission could not be written", e);
    }
  }

  /** Writes the buffer. */
  void flush() throws ConnectionLostException {
    try {
      session.output().uncork();
    } catch (IOException e) {
      close("Submissions could not be written: " + e.getMessage());
      throw new ConnectionLostException("Submissions could not be written", e);
    }
  }

  /** Sends an unbind; returns at once. */
  void requestUnbind() {
    enqueue(PduEncoder.header(CommandId.UNBIND, 0, session.nextSequence()));
  }

  /** Waits for the response to the unbind or the end of the session. */
  boolean awaitUnbound(long timeoutNanos) {
    try {
      return unbound.await(timeoutNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Closes at once and reports the first reason to the listener. Never blocks. */
  void close(String reason) {
    boolean first = reported.compareAndSet(false, true);
    session.drop(reason);
    closed.countDown();
    unbound.countDown();
    if (first) {
      listener.closed(reason);
    }
  }

  private void received(ReceivedPdu pdu) {
    switch (pdu) {
      case SubmitSmResp response -> listener.responded(response);
      case DeliverSm message -> receivedMessage(message);
      case ReceivedPdu.Request request -> enqueue(request.response());
      case ReceivedPdu.Unbind unbind -> {
        enqueue(unbind.response());
        unbindReceived = true;
      }
      case ReceivedPdu.UnbindResp _ -> unbound.countDown();
      case ReceivedPdu.Ignored _ -> {}
    }
  }

  private void receivedMessage(DeliverSm message) {
    InboundPdu pdu = responses.register(message);
    if (pdu.isResponded()) {
      return;
    }
    try {
      listener.received(pdu);
    } catch (RuntimeException e) {
      // One message must not end the session and make its outstanding segments unconfirmed.
      log.warn("An inbound message could not be processed: {}", e.getClass().getName());
      pdu.requestRetry();
    }
  }

  private void enqueue(byte[] pdu) {
    if (!responses.enqueue(pdu)) {
      close("The carrier does not read its responses");
    }
  }

  private void writeResponses() {
    try {
      responses.writeTo(session.output(), this::isEnded);
      close("The carrier unbound the session");
    } catch (IOException e) {
      close("A response could not be written: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close("Interrupted");
    } catch (RuntimeException | Error e) {
      close("Writing failed: " + e.getClass().getName());
      throw e;
    }
  }

  private boolean isEnded() {
    return closed.getCount() == 0 || (unbindReceived && responses.isEmpty());
  }

  /** Detects a silent peer and a dead reader; does not write to the socket itself. */
  private void watch() {
    try {
      while (!closed.await(WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        if (reader.isDead()) {
          close("The thread that reads the connection has died");
        } else {
          enquireIfDue();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close("Interrupted");
    }
  }

  private void enquireIfDue() {
    switch (timer.next(nanos.getAsLong(), reader.receivedNanos(), session.output().sentNanos())) {
      case NONE -> {}
      case ENQUIRE -> enqueue(PduEncoder.header(CommandId.ENQUIRE_LINK, 0, session.nextSequence()));
      case CLOSE -> close("The carrier sends nothing, not even a response to enquire_link");
    }
  }
}
