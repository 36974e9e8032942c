package dev.notifier.worker.optouts;

import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.contracts.origin.MessageOrigin;
import dev.notifier.contracts.origin.MessageSubject;
import dev.notifier.contracts.tenants.Tenants;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The opt-outs of all numbers in primitive arrays, at most {@value #MAX_ENTRIES} entries of 12
 * bytes, and not more than fit into a quarter of the heap. A tenant has at most a quarter of them,
 * and all tenants but the national one three quarters, so that none takes the room of others. What
 * a tenant says about persons and units may take a quarter more than that, so that opt-outs, which
 * are imported in large numbers, leave room for it. An entry is a number in one scope: 64 bits of
 * its HMAC, combined with the digest of the scope; the purposes; and the version of the record that
 * they come from, so that an older record changes nothing. Entries are never removed. A person or
 * unit about whom a number wants no messages is an entry of its tenant, too: its scope is the
 * digest of the tenant combined with that of the person.
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
  private static final Logger LOG = LoggerFactory.getLogger(OptOutTable.class);

  /** With more, entries are refused: the memory of the worker is needed for the messages. */
  static final int MAX_ENTRIES = 32_000_000;

  static final int SEGMENTS = 1_024;

  /** Right after a segment has grown, half of its slots are used. */
  private static final int MAX_ENTRY_BYTES = 24;

  private static final int MAX_SCOPES = 10_000;
  private static final int SEGMENT_SHIFT = 54;
  private static final int FIRST_CAPACITY = 16;
  private static final int PURPOSE_BITS = 3;
  private static final int MAX_VERSION = -1 >>> PURPOSE_BITS;
  private static final long ALL_TENANTS = MessageOrigin.digest(OptOutRecord.ALL_TENANTS);

  /** The value of an entry about a person or unit. */
  private static final int EXCLUDED = 1;

  /** Odd, so that different digests stay different. */
  private static final long SUBJECT_FACTOR = 0x9E37_79B9_7F4A_7C15L;

  /** The key of a slot without an entry. */
  private static final long EMPTY = 0;

  private static final VarHandle KEY = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(int[].class);

  private final Segment[] segments = new Segment[SEGMENTS];
  private final int maxEntries;

  /** Used by the writer only, as are the next. */
  private final Map<String, Scope> scopes = new HashMap<>();

  /** Others read {@link #size}. */
  private int entries;

  private int tenantEntries;

  private volatile int size;

  /** Whether any entry is about a person or unit. */
  private volatile boolean subjects;

  /** The digests of the scopes of which entries were refused. */
  private final Set<Long> refused = ConcurrentHashMap.newKeySet();

  /** The digests of the tenants of which entries about persons and units were refused. */
  private final Set<Long> refusedSubjects = ConcurrentHashMap.newKeySet();

  OptOutTable() {
    this(maxEntries(Runtime.getRuntime().maxMemory()));
  }

  /** How many entries fit into a quarter of a heap. */
  static int maxEntries(long heapBytes) {
    return (int) Math.min(MAX_ENTRIES, heapBytes / 4 / MAX_ENTRY_BYTES);
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
      Scope known = scope(scope.getKey());
      int value = version << PURPOSE_BITS | (scope.getValue() & OptOutPurpose.ALL_BITS);
      if (!put(key(number, known.digest), known, value, maxEntries / 4)) {
        refuse(refused, known, "opt-outs");
      }
    }
    putSubjects(number, record.excluded(), version << PURPOSE_BITS | EXCLUDED);
    putSubjects(number, record.included(), version << PURPOSE_BITS);
  }

  private void putSubjects(UUID number, @Nullable Map<String, List<Long>> persons, int value) {
    if (persons != null) {
      persons.forEach((tenant, digests) -> {
        Scope scope = scope(tenant);
        for (long digest : digests) {
          if (!put(key(number, subject(scope.digest, digest)), scope, value, subjectShare())) {
            refuse(refusedSubjects, scope, "wrong persons");
          }
          subjects = true;
        }
      });
    }
  }

  private int subjectShare() {
    int quarter = maxEntries / 4;
    return quarter + quarter / 4;
  }

  private Scope scope(String name) {
    Scope known = scopes.get(name);
    if (known == null) {
      known = new Scope(name);
      if (scopes.size() < MAX_SCOPES) {
        scopes.put(name, known);
      }
    }
    return known;
  }

  /** Returns false if a tenant that has its share already would need another entry. */
  private boolean put(long key, Scope scope, int value, int share) {
    Segment segment = segment(key);
    Slots slots = segment.slots;
    int at = slots.find(key);
    if ((long) KEY.getOpaque(slots.keys, at) == key) {
      if (value >>> PURPOSE_BITS >= slots.values[at] >>> PURPOSE_BITS) {
        VALUE.setRelease(slots.values, at, value);
      }
      return true;
    }
    if (!hasRoom(scope, share)) {
      return false;
    }
    if ((segment.used + 1) * 4L > slots.keys.length * 3L) {
      slots = slots.grown();
      segment.slots = slots;
      at = slots.find(key);
    }
    slots.values[at] = value;
    KEY.setRelease(slots.keys, at, key);
    segment.used++;
    scope.entries++;
    tenantEntries += scope.national ? 0 : 1;
    entries++;
    size = entries;
    return true;
  }

  private boolean hasRoom(Scope scope, int share) {
    return entries < maxEntries
        && (scope.national
            || (scope.entries < share && tenantEntries < maxEntries / 4 * 2 + share));
  }

  private void refuse(Set<Long> scopes, Scope scope, String what) {
    if (scopes.add(scope.digest)) {
      LOG.warn(
          "There is no room for more {} of {}: {} entries, {} of them of tenants",
          what,
          scope.national ? "the national tenant" : "a tenant",
          entries,
          tenantEntries);
    }
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

  /** Whether any number has said something about a person or unit. */
  boolean hasSubjects() {
    return subjects;
  }

  /** Whether a number wants no messages of a tenant about a person or a unit. */
  boolean excludes(UUID number, long tenant, MessageSubject about) {
    return tenant != MessageOrigin.NONE
        && (excludes(number, tenant, about.person()) || excludes(number, tenant, about.unit()));
  }

  private boolean excludes(UUID number, long tenant, long subject) {
    return subject != MessageSubject.NONE
        && (get(key(number, subject(tenant, subject))) & EXCLUDED) != 0;
  }

  /** Mixed, so that the digest of another tenant and person is not the same by their order. */
  private static long subject(long tenant, long digest) {
    return tenant ^ Long.rotateLeft(digest, 32) * SUBJECT_FACTOR;
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

  /**
   * Whether entries were refused that concern the messages of a tenant.
   *
   * @param tenant its digest; {@link MessageOrigin#NONE} if it is unknown
   */
  boolean lacks(long tenant) {
    return !refused.isEmpty()
        && (tenant == MessageOrigin.NONE || refused.contains(tenant) || lacksNational());
  }

  /** Whether entries were refused that concern the messages of all tenants. */
  boolean lacksNational() {
    return refused.contains(ALL_TENANTS);
  }

  /**
   * Whether entries about persons and units of a tenant were refused.
   *
   * @param tenant its digest
   */
  boolean lacksSubjects(long tenant) {
    return refusedSubjects.contains(tenant);
  }

  /** Of how many tenants entries about persons and units were refused. */
  int lackingSubjects() {
    return refusedSubjects.size();
  }

  /** Of how many scopes entries were refused. */
  int lacking() {
    return refused.size();
  }

  /** How many entries there may be. */
  int maxEntries() {
    return maxEntries;
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

  private static final class Scope {
    private final long digest;
    private final boolean national;
    private int entries;

    Scope(String name) {
      digest = MessageOrigin.digest(name);
      national = name.equals(OptOutRecord.ALL_TENANTS) || Tenants.isNational(name);
    }
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
