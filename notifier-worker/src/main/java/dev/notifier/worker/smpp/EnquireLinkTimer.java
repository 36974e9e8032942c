package dev.notifier.worker.smpp;

import java.time.Duration;

/**
 * Decides when an enquire_link is due and when the peer counts as unreachable. Any received PDU
 * shows that the link works: a request counts as missed only if nothing at all was received within
 * its timeout. A request is due when nothing was received, or nothing was sent, for the configured
 * time; the second condition keeps the connection open in firewalls. Used by one thread.
 */
final class EnquireLinkTimer {
  /** The action that is due. */
  enum Action {
    NONE,
    ENQUIRE,
    CLOSE
  }

  private final long intervalNanos;
  private final long timeoutNanos;
  private final int maxMisses;
  private long enquiredNanos;
  private boolean awaiting;
  private int misses;

  /**
   * @param interval silence after which a request is due
   * @param timeout of its response
   * @param maxMisses number of misses in a row after which the connection is closed
   */
  EnquireLinkTimer(Duration interval, Duration timeout, int maxMisses) {
    intervalNanos = interval.toNanos();
    timeoutNanos = timeout.toNanos();
    this.maxMisses = maxMisses;
  }

  /**
   * The action that is due; called a few times per second.
   *
   * @param receivedNanos when something was last received
   * @param sentNanos when something was last sent
   */
  Action next(long nowNanos, long receivedNanos, long sentNanos) {
    if (awaiting && receivedNanos - enquiredNanos > 0) {
      awaiting = false;
      misses = 0;
    }
    if (awaiting) {
      return nowNanos - enquiredNanos < timeoutNanos ? Action.NONE : missed(nowNanos);
    }
    boolean due =
        nowNanos - receivedNanos >= intervalNanos || nowNanos - sentNanos >= intervalNanos;
    return due ? enquire(nowNanos) : Action.NONE;
  }

  private Action missed(long nowNanos) {
    misses++;
    return misses >= maxMisses ? Action.CLOSE : enquire(nowNanos);
  }

  private Action enquire(long nowNanos) {
    awaiting = true;
    enquiredNanos = nowNanos;
    return Action.ENQUIRE;
  }
}
