package dev.notifier.api.access;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last requests of each key in the memory of this process, of the keys that were used last.
 * Refused ones are kept apart as well, so that others do not displace them. Thread-safe.
 */
final class KeyRequests {
  /** Of a key, and as many refused ones. */
  static final int MAX_REQUESTS = 50;

  static final int MAX_KEYS = 500;

  private static final int FIRST_ERROR = 400;

  private final Map<String, Recent> byKey =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Recent> eldest) {
          return size() > MAX_KEYS;
        }
      };

  /**
   * A request.
   *
   * @param at when its response was ready
   * @param path the template of the path, without any value; null if there is no such operation
   * @param error the code of the problem; null if there is none
   * @param requestId as in the response; null if it had none
   */
  record Entry(
      Instant at,
      String method,
      @Nullable String path,
      int status,
      @Nullable String error,
      @Nullable String requestId) {}

  /**
   * The last requests of a key.
   *
   * @param all the newest first
   * @param refused the newest first
   */
  record Last(List<Entry> all, List<Entry> refused) {}

  private static final class Recent {
    private final Deque<Entry> all = new ArrayDeque<>();
    private final Deque<Entry> refused = new ArrayDeque<>();
  }

  synchronized void add(String keyId, Entry entry) {
    Recent recent = byKey.computeIfAbsent(keyId, _ -> new Recent());
    push(recent.all, entry);
    if (entry.status() >= FIRST_ERROR) {
      push(recent.refused, entry);
    }
  }

  private static void push(Deque<Entry> entries, Entry entry) {
    entries.addFirst(entry);
    if (entries.size() > MAX_REQUESTS) {
      entries.removeLast();
    }
  }

  /** The last requests of a key; none if it was not used lately. */
  synchronized Last of(String keyId) {
    Recent recent = byKey.get(keyId);
    return recent == null
        ? new Last(List.of(), List.of())
        : new Last(List.copyOf(recent.all), List.copyOf(recent.refused));
  }
}
