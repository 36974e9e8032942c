package dev.notifier.api.intake;

import java.util.concurrent.atomic.AtomicLong;

/** Limits the bytes that are in progress at the same time. Thread-safe. */
final class InFlightLimit {
  private final long maxBytes;
  private final AtomicLong bytes = new AtomicLong();

  InFlightLimit(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Reserves {@code size} bytes until {@link #release}; false if they exceed the limit. */
  boolean tryAcquire(long size) {
    if (bytes.addAndGet(size) <= maxBytes) {
      return true;
    }
    release(size);
    return false;
  }

  void release(long size) {
    bytes.addAndGet(-size);
  }

  /** The bytes that are reserved now. */
  long bytes() {
    return bytes.get();
  }
}
