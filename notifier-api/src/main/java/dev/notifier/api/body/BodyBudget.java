package dev.notifier.api.body;

import java.util.HashMap;
import java.util.Map;

/**
 * Limits the memory of all bodies that are being read. Bytes are reserved as they arrive. The first
 * 64 KiB of each body have a budget of their own, because large batches arrive slowly; and no
 * address may use a whole budget. Thread-safe.
 */
public final class BodyBudget {
  /** A single event has at most this size. */
  static final int SMALL_BODY_BYTES = 64 << 10;

  private static final int SMALL_SHARE = 4;

  private final Pool small;
  private final Pool large;

  /**
   * @param maxBytes of the large bodies; the first parts of all bodies have a quarter in addition
   */
  public BodyBudget(long maxBytes) {
    small = new Pool(maxBytes / SMALL_SHARE);
    large = new Pool(maxBytes);
  }

  /** The reservation of a body from this address; it is empty at first. */
  Reservation open(String address) {
    return new Reservation(address);
  }

  /** All bytes that are reserved now. */
  public long bytes() {
    return small.bytes() + large.bytes();
  }

  /** The bytes of one body. Used by one thread at a time. */
  final class Reservation implements AutoCloseable {
    private final String address;
    private long size;

    private Reservation(String address) {
      this.address = address;
    }

    /** Reserves up to a size; false, and unchanged, if a budget or the share is used up. */
    boolean growTo(long newSize) {
      long smallDelta = smallPart(newSize) - smallPart(size);
      long largeDelta = newSize - size - smallDelta;
      if (!small.tryAcquire(address, smallDelta)) {
        return false;
      }
      if (!large.tryAcquire(address, largeDelta)) {
        small.release(address, smallDelta);
        return false;
      }
      size = newSize;
      return true;
    }

    @Override
    public void close() {
      small.release(address, smallPart(size));
      large.release(address, size - smallPart(size));
      size = 0;
    }

    private static long smallPart(long size) {
      return Math.min(size, SMALL_BODY_BYTES);
    }
  }

  /** One budget and the bytes of each address in it. */
  private static final class Pool {
    private final long maxBytes;
    private final long maxBytesOfAddress;
    private final Map<String, Long> byAddress = new HashMap<>();
    private long bytes;

    Pool(long maxBytes) {
      this.maxBytes = maxBytes;
      this.maxBytesOfAddress = maxBytes / 4 * 3;
    }

    synchronized boolean tryAcquire(String address, long size) {
      long ofAddress = byAddress.getOrDefault(address, 0L) + size;
      if (bytes + size > maxBytes || ofAddress > maxBytesOfAddress) {
        return false;
      }
      add(address, size);
      return true;
    }

    synchronized void release(String address, long size) {
      add(address, -size);
    }

    private void add(String address, long size) {
      bytes += size;
      if (size != 0) {
        byAddress.merge(address, size, (old, more) -> old + more == 0 ? null : old + more);
      }
    }

    synchronized long bytes() {
      return bytes;
    }
  }
}
