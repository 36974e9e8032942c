package dev.notifier.worker.bind.session;

import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.send.SubmitChannel;
import dev.notifier.worker.smpp.ConnectionLostException;
import dev.notifier.worker.smpp.SmppConnection;
import dev.notifier.worker.smpp.SubmitSm;
import dev.notifier.worker.smpp.WritePermission;
import java.time.Duration;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one session bound: connects, waits after failures, unbinds when asked. Used by one thread.
 */
public final class SessionManager implements SubmitChannel {
  private static final Logger log = LoggerFactory.getLogger(SessionManager.class);

  /** How long a session that is bound again waits for outstanding responses. */
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);

  private final BindId bind;
  private final Supplier<SessionConnector> connectors;
  private final Queue<SessionEvent> events;
  private final BindBackoff backoff;
  private final BindStatus status;
  private final WritePermission permission;

  private SessionConnector connector;
  private @Nullable SmppConnection current;
  private boolean connecting;
  private boolean ended;
  private boolean awaitingClosed;
  private boolean refused;
  private boolean rebinding;
  private boolean retired;
  private long rebindDeadlineNanos;
  private long connectionNumber;
  private long lastClosedNumber;
  private long notBeforeNanos;

  /**
   * @param connectors creates a connector with the current settings of the route
   * @param events receives the events of connections
   * @param permission asked before every write to the socket; any thread
   */
  public SessionManager(
      BindId bind,
      Supplier<SessionConnector> connectors,
      Queue<SessionEvent> events,
      BindBackoff backoff,
      BindStatus status,
      WritePermission permission) {
    this.bind = bind;
    this.connectors = connectors;
    this.events = events;
    this.backoff = backoff;
    this.status = status;
    this.permission = permission;
    connector = connectors.get();
  }

  /** Delays the first attempt to bind. */
  public void connectNotBefore(long nanos) {
    notBeforeNanos = nanos;
  }

  @Override
  public boolean isBound() {
    return current != null;
  }

  /** Whether an event belongs to the current connection. */
  public boolean isCurrent(SessionEvent event) {
    return event.connectionNumber() == connectionNumber;
  }

  /** Starts to bind if the session is down and the delay has passed. */
  public void connectIfDue(long nowNanos) {
    if (current == null
        && !connecting
        && !awaitingClosed
        && !ended
        && !refused
        && !retired
        && nowNanos - notBeforeNanos >= 0) {
      connecting = true;
      connectionNumber++;
      status.setPhase(Phase.BINDING);
      connector.connect(connectionNumber, events, permission);
    }
  }

  /** The session is bound. */
  public void bound(SessionEvent.Bound bound) {
    connecting = false;
    boolean alreadyClosed = bound.connectionNumber() == lastClosedNumber;
    if (ended || alreadyClosed || !isCurrent(bound)) {
      bound.connection().abort();
      return;
    }
    current = bound.connection();
    backoff.succeeded();
    status.setPhase(Phase.BOUND);
    log.info("Bind {} is bound", bind);
  }

  /** The session could not be bound. */
  public void bindFailed(SessionEvent.BindFailed failed, long nowNanos) {
    connecting = false;
    status.setLastError(failed.reason());
    if (failed.retry() == SessionEvent.Retry.NEVER) {
      refused = true;
      status.setPhase(Phase.REFUSED);
      log.error(
          "Bind {}: {}. It is not tried again: correct system-id, password or system-type of the"
              + " route, then rebind it",
          bind,
          failed.reason());
      return;
    }
    boolean stillBound = failed.retry() == SessionEvent.Retry.LATER;
    Duration delay = stillBound ? backoff.sessionStillBound() : backoff.failed();
    notBeforeNanos = nowNanos + delay.toNanos();
    log.warn("Bind {}: {}; trying again in {}", bind, failed.reason(), delay);
  }

  /** Binds the session again with the current settings of the route, even after a refusal. */
  public void rebindWithCurrentSettings(long nowNanos) {
    connector = connectors.get();
    refused = false;
    notBeforeNanos = nowNanos;
    rebind(nowNanos);
  }

  /** Unbinds the session when its responses have arrived, at most 5 s later, and binds it again. */
  public void rebind(long nowNanos) {
    if (current != null && !rebinding) {
      rebinding = true;
      rebindDeadlineNanos = nowNanos + DRAIN_TIMEOUT.toNanos();
    }
  }

  /** Whether the session is about to be unbound, so that nothing more is written to it. */
  public boolean isDraining() {
    return rebinding || retired;
  }

  /** Whether the route has fewer sessions now; the session is then unbound when it is drained. */
  public void setRetired(boolean isRetired) {
    retired = isRetired;
  }

  /** Unbinds a draining session that has no outstanding segments or is out of time. */
  public void unbindIfDrained(int outstanding, long nowNanos) {
    SmppConnection connection = current;
    if (connection == null || !isDraining()) {
      return;
    }
    boolean timedOut = rebinding && nowNanos - rebindDeadlineNanos >= 0;
    if (outstanding == 0 || timedOut) {
      lost();
      connector.unbind(connection);
    }
  }

  /** A connection is closed. Returns whether it was the current one. */
  public boolean closed(SessionEvent.Closed closed, long nowNanos) {
    if (!isCurrent(closed)) {
      return false;
    }
    current = null;
    connecting = false;
    awaitingClosed = false;
    lastClosedNumber = closed.connectionNumber();
    status.setPhase(Phase.BINDING);
    if (isDraining()) {
      rebinding = false;
      notBeforeNanos = nowNanos;
      log.info("Bind {} is unbound", bind);
    } else {
      notBeforeNanos = nowNanos + backoff.failed().toNanos();
      status.setLastError(closed.reason());
      log.warn("Bind {}: {}", bind, closed.reason());
    }
    return true;
  }

  @Override
  public int submit(SubmitSm submit) throws ConnectionLostException {
    SmppConnection connection = current;
    if (connection == null) {
      throw new IllegalStateException("Bind " + bind + " is not bound; check before writing");
    }
    try {
      return connection.submit(submit);
    } catch (ConnectionLostException e) {
      lost();
      throw e;
    }
  }

  @Override
  public void flush() {
    SmppConnection connection = current;
    if (connection == null) {
      return;
    }
    try {
      connection.flush();
    } catch (ConnectionLostException e) {
      lost();
    }
  }

  /**
   * The connection must not be used any more. No session is bound before its Closed event, which
   * makes the outstanding segments unconfirmed: a new session starts its sequence numbers at 1, and
   * responses could be mixed up.
   */
  private void lost() {
    current = null;
    awaitingClosed = true;
  }

  /** Unbinds for good and waits for it, at most 2 s. */
  public void unbind() {
    SmppConnection connection = end();
    if (connection != null) {
      connection.unbind();
    }
  }

  /** Closes the connection for good, without an unbind. */
  public void abort() {
    SmppConnection connection = end();
    if (connection != null) {
      connection.abort();
    }
  }

  private @Nullable SmppConnection end() {
    ended = true;
    SmppConnection connection = current;
    current = null;
    return connection;
  }
}
