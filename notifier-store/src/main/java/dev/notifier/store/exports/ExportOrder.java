package dev.notifier.store.exports;

import dev.notifier.store.search.SearchField;
import dev.notifier.store.search.SearchFilter;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the job of an export does: the payload of jobs of the kind {@link #KIND}. May name a person.
 *
 * @param export its id
 * @param clear whether numbers and texts are exported in clear
 * @param values of which a notification has one, by field
 * @param from when the first notifications were planned; null = however long ago
 * @param to when the last ones were planned, exclusive
 * @param changedSince since when they have reached a state; null = at any time
 */
public record ExportOrder(
    UUID export,
    boolean clear,
    Map<SearchField, List<String>> values,
    @Nullable Instant from,
    Instant to,
    @Nullable Instant changedSince) {
  /** The name of the kind of jobs; it never changes. */
  public static final String KIND = "exports";

  /**
   * An export of what a search finds.
   *
   * @param now what is planned later is not exported, so that it ends
   */
  public static ExportOrder of(UUID export, boolean clear, SearchFilter filter, Instant now) {
    Map<SearchField, List<String>> values = new EnumMap<>(SearchField.class);
    filter
        .values()
        .forEach(
            (field, wanted) -> values.put(field, wanted.stream().map(Object::toString).toList()));
    Instant to = filter.to();
    return new ExportOrder(
        export,
        clear,
        values,
        filter.from(),
        to == null || to.isAfter(now) ? now : to,
        filter.changedSince());
  }

  /** Which notifications of a tenant are exported. */
  public SearchFilter filter(String tenant) {
    Map<SearchField, List<?>> wanted = new EnumMap<>(SearchField.class);
    values.forEach((field, texts) ->
        wanted.put(field, texts.stream().map(text -> value(field, text)).toList()));
    return new SearchFilter(tenant, wanted, from, to, changedSince);
  }

  private static Object value(SearchField field, String text) {
    boolean isId = field == SearchField.SUBJECT || field == SearchField.BATCH;
    return isId ? UUID.fromString(text) : text;
  }

  /** Omits the values. */
  @Override
  public String toString() {
    return "ExportOrder[" + export + "]";
  }
}
