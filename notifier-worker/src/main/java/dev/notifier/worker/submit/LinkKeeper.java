package dev.notifier.worker.submit;

import dev.notifier.worker.smpp.Link;
import dev.notifier.worker.smpp.LinkDownException;
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
final class LinkKeeper {
  private static final Logger log = LoggerFactory.getLogger(LinkKeeper.class);

  private final Bind bind;
  private final Connector connector;
  private final Queue<LinkEvent> events;
  private final Backoff backoff;
  private final BindStatus status;
  private final BooleanSupplier mayWrite;

  private @Nullable Link current;
  private boolean connecting;
  private boolean ended;
  private boolean awaitsClosed;
  private long linkNumber;
  private long lastClosedNumber;
  private long notBeforeNanos;

  LinkKeeper(
      Bind bind,
      Connector connector,
      Queue<LinkEvent> events,
      Backoff backoff,
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

  @Nullable Link current() {
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
        && nowNanos - notBeforeNanos >= 0) {
      connecting = true;
      linkNumber++;
      status.phase(BindStatus.Phase.BINDING);
      connector.connect(linkNumber, events, mayWrite);
    }
  }

  void bound(LinkEvent.Bound bound) {
    connecting = false;
    boolean goneAlready = bound.linkNumber() == lastClosedNumber;
    if (ended || goneAlready || !isCurrent(bound.linkNumber())) {
      bound.link().abort();
      return;
    }
    current = bound.link();
    backoff.succeeded();
    status.phase(BindStatus.Phase.BOUND);
    log.info("Bind {} is bound", bind);
  }

  void notBound(LinkEvent.NotBound notBound, long nowNanos) {
    connecting = false;
    Duration wait = notBound.hopeless() ? backoff.longest() : backoff.failed();
    notBeforeNanos = nowNanos + wait.toNanos();
    status.failed(notBound.reason());
    if (notBound.hopeless()) {
      log.error(
          "Bind {}: {}. Check system-id, password and system-type of the route; trying again in {}",
          bind,
          notBound.reason(),
          wait);
    } else {
      log.warn("Bind {}: {}; trying again in {}", bind, notBound.reason(), wait);
    }
  }

  /** Returns whether the link that is gone was the present one. */
  boolean closed(LinkEvent.Closed closed, long nowNanos) {
    if (!isCurrent(closed.linkNumber())) {
      return false;
    }
    current = null;
    connecting = false;
    awaitsClosed = false;
    lastClosedNumber = closed.linkNumber();
    notBeforeNanos = nowNanos + backoff.failed().toNanos();
    status.phase(BindStatus.Phase.BINDING);
    status.failed(closed.reason());
    log.warn("Bind {}: {}", bind, closed.reason());
    return true;
  }

  int submit(SubmitSm submit) throws LinkDownException {
    Link link = current;
    if (link == null) {
      throw new IllegalStateException("Bind " + bind + " has no link; look before writing");
    }
    try {
      return link.submit(submit);
    } catch (LinkDownException e) {
      lost();
      throw e;
    }
  }

  void flush() {
    Link link = current;
    if (link == null) {
      return;
    }
    try {
      link.flush();
    } catch (LinkDownException e) {
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
  void requireFresh(Journal journal, BindSettings settings, long nowNanos) {
    long age = nowNanos - journal.lastCommitBegunNanos();
    if (age >= settings.staleAfter().toNanos()) {
      throw new StaleOwnerException(bind, Duration.ofNanos(age).toMillis());
    }
  }

  void unbind() {
    ended = true;
    Link link = current;
    current = null;
    if (link != null) {
      link.unbind();
    }
  }

  void abort() {
    ended = true;
    Link link = current;
    current = null;
    if (link != null) {
      link.abort();
    }
  }
}
