package dev.notifier.store;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides whether a transaction may use the cheap way, which fails and is repeated if another
 * transaction interferes. After a failure, the next transactions use the other way: what interferes
 * once often does so for a while, such as receipts that overtake their responses. So at most one of
 * 50 transactions is repeated. Thread-safe.
 */
public final class Optimism {
  private static final int CAUTIOUS_TRANSACTIONS = 50;

  private final AtomicInteger cautious = new AtomicInteger();

  /** Whether the next transaction may use the cheap way. */
  public boolean next() {
    return cautious.getAndUpdate(left -> Math.max(0, left - 1)) == 0;
  }

  /** A transaction failed that used the cheap way. */
  public void failed() {
    cautious.set(CAUTIOUS_TRANSACTIONS);
  }
}
