package dev.notifier.worker.optouts;

import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.contracts.origin.MessageOrigin;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The opt-outs of all numbers in primitive arrays, at most {@value #MAX_ENTRIES} entries of 12
 * bytes. An entry is a number in one scope: 64 bits of its HMAC, combined with the digest of the
 * scope; the purposes; and the version of the record that they come from, so that an older record
 * changes nothing. Entries are never removed.
 *
 * <p>Two numbers are taken for each other if their 64 bits are equal. With 16 million entries, the
 * probability is 2 × 10^-12 for each message: one message in 500 billion is not sent that should
 * be.
 *
 * <p>The entries are in {@value #SEGMENTS} segments by their first bits, and each segment grows by
 * half when three quarters of it are used. So a growth copies a thousandth of the table, and 16
 * million entries take 256 to 384 MB. One thread writes; any number may read meanwhile.
 */
final class OptOutTable {
  /** With more, entries are refused: the memory of the worker is needed for the messages. */
  static final int MAX_ENTRIES = 32_000_000;

  static final int SEGMENTS = 1_024;

  private static final int MAX_SCOPES = 10_000;
  private static final int SEGMENT_SHIFT = 54;
  private static final int FIRST_CAPACITY = 16;
  private static final int PURPOSE_BITS = 3;
  private static final int MAX_VERSION = -1 >>> PURPOSE_BITS;
  private static final long ALL_TENANTS = MessageOrigin.digest(OptOutRecord.ALL_TENANTS);

  /** The key of a slot without an entry. */
  private static final long EMPTY = 0;

  private static final VarHandle KEY = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(int[].class);

  private final Segment[] segments = new Segment[SEGMENTS];
  private final int maxEntries;

  /** The digests of scopes; used by the writer only. */
  private final Map<String, Long> scopes = new HashMap<>();

  /** Used by the writer only; others read {@link #size}. */
  private int entries;

  private volatile int size;
  private volatile boolean full;

  OptOutTable() {
    this(MAX_ENTRIES);
  }

  OptOutTable(int maxEntries) {
    this.maxEntries = maxEntries;
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = new Segment();
    }
  }

  /** Applies a record unless a newer one of its number is known. Called by one thread. */
  void apply(UUID number, OptOutRecord record) {
    int version = Math.min(record.version(), MAX_VERSION);
    for (Map.Entry<String, Integer> scope : record.scopes().entrySet()) {
      long key = key(number, scopeDigest(scope.getKey()));
      put(key, version << PURPOSE_BITS | (scope.getValue() & OptOutPurpose.ALL_BITS));
    }
  }

  private long scopeDigest(String scope) {
    if (scopes.size() >= MAX_SCOPES) {
      scopes.clear();
    }
    return scopes.computeIfAbsent(scope, MessageOrigin::digest);
  }

  private void put(long key, int value) {
    Segment segment = segment(key);
    Slots slots = segment.slots;
    int at = slots.find(key);
    if ((long) KEY.getOpaque(slots.keys, at) == key) {
      if (value >>> PURPOSE_BITS >= slots.values[at] >>> PURPOSE_BITS) {
        VALUE.setRelease(slots.values, at, value);
      }
      return;
    }
    if (entries >= maxEntries) {
      full = true;
      return;
    }
    if ((segment.used + 1) * 4L > slots.keys.length * 3L) {
      slots = slots.grown();
      segment.slots = slots;
      at = slots.find(key);
    }
    slots.values[at] = value;
    KEY.setRelease(slots.keys, at, key);
    segment.used++;
    entries++;
    size = entries;
  }

  /**
   * The bits of what a number has opted out of, from one tenant or from all.
   *
   * @param tenant the digest of the tenant; {@link MessageOrigin#NONE} if it is unknown
   */
  int bits(UUID number, long tenant) {
    int bits = get(key(number, ALL_TENANTS));
    return tenant == MessageOrigin.NONE ? bits : bits | get(key(number, tenant));
  }

  private int get(long key) {
    Slots slots = segment(key).slots;
    int at = slots.find(key);
    return (long) KEY.getAcquire(slots.keys, at) == key
        ? (int) VALUE.getAcquire(slots.values, at) & OptOutPurpose.ALL_BITS
        : 0;
  }

  /** How many entries there are. */
  int size() {
    return size;
  }

  /** Whether entries were refused because there are too many. */
  boolean isFull() {
    return full;
  }

  /** The bytes of the arrays. */
  long bytes() {
    long bytes = 0;
    for (Segment segment : segments) {
      bytes += (long) segment.slots.keys.length * (Long.BYTES + Integer.BYTES);
    }
    return bytes;
  }

  private static long key(UUID number, long scope) {
    long key = number.getMostSignificantBits() ^ scope;
    return key == EMPTY ? 1 : key;
  }

  private Segment segment(long key) {
    return segments[(int) (key >>> SEGMENT_SHIFT)];
  }

  private static final class Segment {
    private volatile Slots slots = new Slots(FIRST_CAPACITY);

    /** Used by the writer only. */
    private int used;
  }

  /** Open addressing; there is always an empty slot. */
  private static final class Slots {
    private final long[] keys;
    private final int[] values;

    Slots(int capacity) {
      keys = new long[capacity];
      values = new int[capacity];
    }

    /** The slot of the key, or the empty one where it belongs. */
    int find(long key) {
      int at = (int) (((key & 0xFFFF_FFFFL) * keys.length) >>> 32);
      long found = (long) KEY.getAcquire(keys, at);
      while (found != key && found != EMPTY) {
        at = at + 1 == keys.length ? 0 : at + 1;
        found = (long) KEY.getAcquire(keys, at);
      }
      return at;
    }

    Slots grown() {
      Slots larger = new Slots(keys.length + keys.length / 2);
      for (int i = 0; i < keys.length; i++) {
        if (keys[i] != EMPTY) {
          int at = larger.find(keys[i]);
          larger.keys[at] = keys[i];
          larger.values[at] = values[i];
        }
      }
      return larger;
    }
  }
}
