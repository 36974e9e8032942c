package dev.notifier.worker.smpp;

import java.time.Duration;

/**
 * When an enquire_link is due and when the peer counts as dead. Anything heard is a sign of life:
 * an enquiry counts as missed when nothing at all came within its time. One is due when nothing was
 * heard, or nothing sent, for the agreed time; the latter keeps a firewall's memory of the
 * connection fresh. One thread.
 */
final class EnquireLinkTimer {
  /** What is to be done now. */
  enum Action {
    NOTHING,
    ENQUIRE,
    GIVE_UP
  }

  private final long everyNanos;
  private final long timeoutNanos;
  private final int maxMisses;
  private long askedNanos;
  private boolean asked;
  private int misses;

  /**
   * @param every silence after which an enquiry is due
   * @param timeout for its answer
   * @param maxMisses so many in a row end the link
   */
  EnquireLinkTimer(Duration every, Duration timeout, int maxMisses) {
    everyNanos = every.toNanos();
    timeoutNanos = timeout.toNanos();
    this.maxMisses = maxMisses;
  }

  Action look(long nowNanos, long heardNanos, long sentNanos) {
    if (asked && heardNanos - askedNanos > 0) {
      asked = false;
      misses = 0;
    }
    if (asked) {
      return nowNanos - askedNanos < timeoutNanos ? Action.NOTHING : missed(nowNanos);
    }
    boolean due = nowNanos - heardNanos >= everyNanos || nowNanos - sentNanos >= everyNanos;
    return due ? ask(nowNanos) : Action.NOTHING;
  }

  private Action missed(long nowNanos) {
    misses++;
    return misses >= maxMisses ? Action.GIVE_UP : ask(nowNanos);
  }

  private Action ask(long nowNanos) {
    asked = true;
    askedNanos = nowNanos;
    return Action.ENQUIRE;
  }
}
