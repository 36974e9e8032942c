package dev.notifier.smsc.record;

import java.util.function.Consumer;

/**
 * A set of fingerprints by open addressing, 16 octets a place, at most three quarters full. Not
 * thread-safe.
 */
final class FingerprintSet {
  private static final int FIRST_PLACES = 1 << 12;

  private long[] places = new long[FIRST_PLACES * 2];
  private int size;

  /** Adds one; false when it was there. */
  boolean add(Fingerprint print) {
    if ((size + 1) * 4L > places.length / 2 * 3L) {
      grow();
    }
    return put(places, print.high(), nonZero(print.low()));
  }

  int size() {
    return size;
  }

  void clear() {
    places = new long[FIRST_PLACES * 2];
    size = 0;
  }

  void forEach(Consumer<Fingerprint> each) {
    for (int i = 0; i < places.length; i += 2) {
      if (places[i + 1] != 0) {
        each.accept(new Fingerprint(places[i], places[i + 1]));
      }
    }
  }

  private boolean put(long[] into, long high, long low) {
    int mask = into.length / 2 - 1;
    int place = (int) (high ^ high >>> 32) & mask;
    while (into[place * 2 + 1] != 0) {
      if (into[place * 2 + 1] == low && into[place * 2] == high) {
        return false;
      }
      place = (place + 1) & mask;
    }
    into[place * 2] = high;
    into[place * 2 + 1] = low;
    size++;
    return true;
  }

  private void grow() {
    long[] old = places;
    long[] wider = new long[Math.multiplyExact(old.length, 2)];
    size = 0;
    for (int i = 0; i < old.length; i += 2) {
      if (old[i + 1] != 0) {
        put(wider, old[i], old[i + 1]);
      }
    }
    places = wider;
  }

  private static long nonZero(long low) {
    return low == 0 ? 1 : low;
  }
}
