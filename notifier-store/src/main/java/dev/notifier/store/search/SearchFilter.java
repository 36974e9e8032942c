package dev.notifier.store.search;

import dev.notifier.store.search.SearchField.Index;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which notifications of a tenant are searched.
 *
 * @param values of which a notification has one, by field; not empty lists
 * @param from when the first ones were planned; null = however long ago
 * @param to when the last ones were planned, exclusive; null = until now
 * @param changedSince since when they have reached a state; null = at any time
 */
public record SearchFilter(
    String tenant,
    Map<SearchField, List<?>> values,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Instant changedSince) {
  private static final UUID LOWEST = new UUID(0, 0);
  private static final UUID HIGHEST = new UUID(-1, -1);

  /** Version 7 UUIDs begin with 48 bits of milliseconds. */
  private static final int RANDOM_BITS = 16;

  private static final long MAX_MILLIS = (1L << 48) - 1;

  public SearchFilter {
    // In the order of the fields, so that the same search has the same text.
    Map<SearchField, List<?>> sorted = new EnumMap<>(SearchField.class);
    sorted.putAll(values);
    values = Collections.unmodifiableMap(sorted);
  }

  /** All notifications with a value. */
  public static SearchFilter of(String tenant, SearchField field, Object value) {
    return new SearchFilter(tenant, Map.of(field, List.of(value)), null, null, null);
  }

  /** The field whose index is read; null if none has one. */
  @Nullable SearchField indexed() {
    return values.keySet().stream()
        .filter(field -> field.index() != Index.NONE)
        .findFirst()
        .orElse(null);
  }

  /** The lowest id, inclusive. */
  UUID lowest() {
    return from == null ? LOWEST : idOf(from);
  }

  /** The highest id, exclusive. */
  UUID highest() {
    return to == null ? HIGHEST : idOf(to);
  }

  /** The lowest id of the notifications that are planned at a time or later. */
  static UUID idOf(Instant at) {
    return new UUID(Math.clamp(at.toEpochMilli(), 0, MAX_MILLIS) << RANDOM_BITS, 0);
  }

  /** Omits the values. */
  @Override
  public String toString() {
    return "SearchFilter" + values.keySet();
  }
}
