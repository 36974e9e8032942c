package dev.notifier.worker.uploads;

import java.util.UUID;

/**
 * The business keys of the lines before, by 64 bits of each: of 2 million keys, two of which are
 * equal by accident once in ten million files. At most 16 bytes a key. Used by one thread.
 */
final class SeenKeys {
  /** With more, only repeated keys of lines that are near to each other are found. */
  static final int MAX_KEYS = 2_000_000;

  private static final int FIRST_SIZE = 1 << 12;

  /** 0 = free. */
  private long[] slots = new long[FIRST_SIZE];

  private int size;

  /**
   * Adds a key.
   *
   * @return whether it was there
   */
  boolean isRepeated(UUID key) {
    long hash = key.getLeastSignificantBits() == 0 ? 1 : key.getLeastSignificantBits();
    int slot = slot(slots, hash);
    if (slots[slot] == hash) {
      return true;
    }
    if (size < MAX_KEYS) {
      slots[slot] = hash;
      size++;
      if (2 * size > slots.length) {
        grow();
      }
    }
    return false;
  }

  /** Whether no other key is remembered. */
  boolean isFull() {
    return size >= MAX_KEYS;
  }

  private void grow() {
    long[] larger = new long[2 * slots.length];
    for (long each : slots) {
      if (each != 0) {
        larger[slot(larger, each)] = each;
      }
    }
    slots = larger;
  }

  /** Where a key is, or the free slot for it. The bits of an HMAC need no mixing. */
  private static int slot(long[] slots, long hash) {
    int slot = (int) hash & (slots.length - 1);
    while (slots[slot] != 0 && slots[slot] != hash) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }
}
