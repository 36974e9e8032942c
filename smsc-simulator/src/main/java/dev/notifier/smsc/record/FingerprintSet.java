package dev.notifier.smsc.record;

import java.util.function.Consumer;

/**
 * A set of fingerprints with open addressing: 16 bytes for each slot, at most three quarters full.
 * Not thread-safe.
 */
final class FingerprintSet {
  private static final int INITIAL_SLOTS = 1 << 12;

  private long[] slots = new long[INITIAL_SLOTS * 2];
  private int size;

  /** Adds a fingerprint. Returns false when the set already has it. */
  boolean add(Fingerprint fingerprint) {
    if ((size + 1) * 4L > slots.length / 2 * 3L) {
      grow();
    }
    return put(slots, fingerprint.high(), nonZero(fingerprint.low()));
  }

  int size() {
    return size;
  }

  void clear() {
    slots = new long[INITIAL_SLOTS * 2];
    size = 0;
  }

  void forEach(Consumer<Fingerprint> each) {
    for (int i = 0; i < slots.length; i += 2) {
      if (slots[i + 1] != 0) {
        each.accept(new Fingerprint(slots[i], slots[i + 1]));
      }
    }
  }

  private boolean put(long[] target, long high, long low) {
    int mask = target.length / 2 - 1;
    int slot = (int) (high ^ high >>> 32) & mask;
    while (target[slot * 2 + 1] != 0) {
      if (target[slot * 2 + 1] == low && target[slot * 2] == high) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    target[slot * 2] = high;
    target[slot * 2 + 1] = low;
    size++;
    return true;
  }

  private void grow() {
    long[] old = slots;
    long[] wider = new long[Math.multiplyExact(old.length, 2)];
    size = 0;
    for (int i = 0; i < old.length; i += 2) {
      if (old[i + 1] != 0) {
        put(wider, old[i], old[i + 1]);
      }
    }
    slots = wider;
  }

  private static long nonZero(long low) {
    return low == 0 ? 1 : low;
  }
}
