package dev.notifier.store.people;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events that are kept to be planned again, because they were skipped or wait for a time. They are
 * found by their notifications, and erased with them. A notification that waits is kept until it
 * has ended, as others that are on their way; then its event is deleted in any case.
 */
final class KeptEventData implements PersonalDataStore {
  private final NotificationPages pages;
  private final Kind kind;

  KeptEventData(NotificationPages pages, Kind kind) {
    this.pages = pages;
    this.kind = kind;
  }

  /** Why events are kept. */
  enum Kind {
    SKIPPED("skipped-events", "skipped_events"),
    DEFERRED("deferred-events", "deferred");

    private final String store;
    private final String table;

    Kind(String store, String table) {
      this.store = store;
      this.table = table;
    }
  }

  @Override
  public String name() {
    return kind.store;
  }

  @Override
  public Set<String> tables() {
    return Set.of(kind.table);
  }

  @Override
  public List<Item> export(Person person, @Nullable UUID after, int maxItems) {
    if (!pages.mayHave(person, kind)) {
      return List.of();
    }
    return pages.read(
        days -> exportOf(person, kind, days),
        person,
        after,
        maxItems,
        (row, _) -> {
          byte @Nullable [] event = row.getBytes("event");
          Map<String, @Nullable Object> values = new LinkedHashMap<>();
          values.put("notification", row.getString("id"));
          values.put("reason", row.getString("reason"));
          values.put("event", event == null ? null : new String(event, StandardCharsets.UTF_8));
          return new Item(row.getObject("id", UUID.class), values);
        });
  }

  /** In the order of {@link NotificationData#ID}. The limit forbids to read all kept events. */
  static String exportOf(Person person, Kind kind, String days) {
    return """
    with n as materialized (
      select id, reason, secret, category from notifications
      where %1$s = ? and tenant = ? and state = '%3$s' and %2$s > ?%5$s)
    select n.id, n.reason,
      case when n.secret or n.category = 'OTP' then null else s.record_value end as event
    from n cross join lateral (
      select record_value from %4$s where notification_id = n.id limit 1) s
    order by n.%2$s limit ?
    """
        .formatted(person.column(), NotificationData.ID, kind.name(), kind.table, days);
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    return Erased.NOTHING;
  }
}
