package dev.notifier.worker.submit;

import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.worker.smpp.ConnectionLostException;
import dev.notifier.worker.smpp.SmppConnection;
import dev.notifier.worker.smpp.SubmitSm;
import java.time.Duration;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one link bound: connects, waits after failures, forgets a link that is gone. One thread.
 */
final class SessionManager {
  private static final Logger log = LoggerFactory.getLogger(SessionManager.class);

  /** So long a link that is bound anew waits for the answers to what was written. */
  private static final Duration REBIND_WITHIN = Duration.ofSeconds(5);

  private final Bind bind;
  private SessionConnector connector;
  private final Queue<SessionEvent> events;
  private final BindBackoff backoff;
  private final BindStatus status;
  private final BooleanSupplier mayWrite;

  private @Nullable SmppConnection current;
  private boolean connecting;
  private boolean ended;
  private boolean awaitsClosed;
  private boolean refused;
  private boolean rebinding;
  private boolean rested;
  private long rebindUntilNanos;
  private long linkNumber;
  private long lastClosedNumber;
  private long notBeforeNanos;

  SessionManager(
      Bind bind,
      SessionConnector connector,
      Queue<SessionEvent> events,
      BindBackoff backoff,
      BindStatus status,
      BooleanSupplier mayWrite) {
    this.bind = bind;
    this.connector = connector;
    this.events = events;
    this.backoff = backoff;
    this.status = status;
    this.mayWrite = mayWrite;
  }

  BindStatus status() {
    return status;
  }

  /** The first attempt waits until then. */
  void notBefore(long nanos) {
    notBeforeNanos = nanos;
  }

  @Nullable SmppConnection current() {
    return current;
  }

  boolean isCurrent(long number) {
    return number == linkNumber;
  }

  void connectIfDue(long nowNanos) {
    if (current == null
        && !connecting
        && !awaitsClosed
        && !ended
        && !refused
        && !rested
        && nowNanos - notBeforeNanos >= 0) {
      connecting = true;
      linkNumber++;
      status.phase(Phase.BINDING);
      connector.connect(linkNumber, events, mayWrite);
    }
  }

  void bound(SessionEvent.Bound bound) {
    connecting = false;
    boolean goneAlready = bound.linkNumber() == lastClosedNumber;
    if (ended || goneAlready || !isCurrent(bound.linkNumber())) {
      bound.link().abort();
      return;
    }
    current = bound.link();
    backoff.succeeded();
    status.phase(Phase.BOUND);
    log.info("Bind {} is bound", bind);
  }

  void notBound(SessionEvent.NotBound notBound, long nowNanos) {
    connecting = false;
    status.failed(notBound.reason());
    if (notBound.hope() == SessionEvent.Hope.NONE) {
      refused = true;
      status.phase(Phase.REFUSED);
      log.error(
          "Bind {}: {}. It is not tried again: correct system-id, password or system-type of the"
              + " route, then rebind it",
          bind,
          notBound.reason());
      return;
    }
    boolean waitsOut = notBound.hope() == SessionEvent.Hope.LATER;
    Duration wait = waitsOut ? backoff.waitedOut() : backoff.failed();
    notBeforeNanos = nowNanos + wait.toNanos();
    log.warn("Bind {}: {}; trying again in {}", bind, notBound.reason(), wait);
  }

  /**
   * Binds anew, through this connector from now on: what was written is waited for a while, then
   * the link is given back in order.
   */
  void rebind(SessionConnector through, long nowNanos) {
    connector = through;
    refused = false;
    notBeforeNanos = nowNanos;
    rebindSoon(nowNanos);
  }

  /** The same with the connector it has. */
  void rebindSoon(long nowNanos) {
    if (current != null && !rebinding) {
      rebinding = true;
      rebindUntilNanos = nowNanos + REBIND_WITHIN.toNanos();
    }
  }

  /** Whether the link is to be given back: nothing new is written to it. */
  boolean isLeaving() {
    return rebinding || rested;
  }

  /** The session is not wanted any more; its link is given back once it is empty. */
  void rest(boolean wanted) {
    rested = wanted;
  }

  /** Gives the link back when it is leaving and nothing is awaited on it any more. */
  void leaveIfEmpty(int flying, long nowNanos) {
    SmppConnection link = current;
    if (link == null || !isLeaving()) {
      return;
    }
    boolean late = rebinding && nowNanos - rebindUntilNanos >= 0;
    if (flying == 0 || late) {
      lost();
      connector.unbind(link);
    }
  }

  /** Returns whether the link that is gone was the present one. */
  boolean closed(SessionEvent.Closed closed, long nowNanos) {
    if (!isCurrent(closed.linkNumber())) {
      return false;
    }
    current = null;
    connecting = false;
    awaitsClosed = false;
    lastClosedNumber = closed.linkNumber();
    status.phase(Phase.BINDING);
    if (rebinding || rested) {
      rebinding = false;
      notBeforeNanos = nowNanos;
      log.info("Bind {} gave its link back", bind);
    } else {
      notBeforeNanos = nowNanos + backoff.failed().toNanos();
      status.failed(closed.reason());
      log.warn("Bind {}: {}", bind, closed.reason());
    }
    return true;
  }

  int submit(SubmitSm submit) throws ConnectionLostException {
    SmppConnection link = current;
    if (link == null) {
      throw new IllegalStateException("Bind " + bind + " has no link; look before writing");
    }
    try {
      return link.submit(submit);
    } catch (ConnectionLostException e) {
      lost();
      throw e;
    }
  }

  void flush() {
    SmppConnection link = current;
    if (link == null) {
      return;
    }
    try {
      link.flush();
    } catch (ConnectionLostException e) {
      lost();
    }
  }

  /**
   * Nothing new is bound before the Closed event that follows: it puts what was written in doubt,
   * and a new link counts its sequences from the beginning.
   */
  private void lost() {
    current = null;
    awaitsClosed = true;
  }

  /** An owner that may have been replaced writes nothing more. */
  void requireFresh(BindJournal journal, BindLoopSettings settings, long nowNanos) {
    long age = nowNanos - journal.lastCommitBegunNanos();
    if (age >= settings.staleAfter().toNanos()) {
      throw new StaleOwnerException(bind, Duration.ofNanos(age).toMillis());
    }
  }

  void unbind() {
    ended = true;
    SmppConnection link = current;
    current = null;
    if (link != null) {
      link.unbind();
    }
  }

  void abort() {
    ended = true;
    SmppConnection link = current;
    current = null;
    if (link != null) {
      link.abort();
    }
  }
}
