package dev.notifier.worker.bind.session;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the receipts of one bind that wait for its thread. While its journal hangs, the carrier
 * sends each receipt again after every retry status, and all of them would collect in memory.
 * Thread-safe.
 */
public final class WaitingReceipts {
  /** For each bind; further ones get the retry status. */
  static final int MAX = 20_000;

  private final AtomicInteger count = new AtomicInteger();

  /** Counts one more. Returns false if there are too many. */
  boolean tryAdd() {
    boolean hasRoom = count.incrementAndGet() <= MAX;
    if (!hasRoom) {
      count.decrementAndGet();
    }
    return hasRoom;
  }

  /** The bind's thread has taken one. */
  public void taken() {
    count.decrementAndGet();
  }
}
