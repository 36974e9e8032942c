package dev.notifier.store.people;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Events that were skipped and are kept to be planned again. They are found by their notifications,
 * and erased with them.
 */
final class SkippedEventData implements PersonalDataStore {
  private final JdbcTemplate jdbc;

  SkippedEventData(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return "skipped-events";
  }

  @Override
  public Set<String> tables() {
    return Set.of("skipped_events");
  }

  @Override
  public List<Item> export(Person person, @Nullable UUID after, int maxItems) {
    return jdbc.query(
        exportOf(person),
        (row, _) -> {
          byte @Nullable [] event = row.getBytes("event");
          Map<String, @Nullable Object> values = new LinkedHashMap<>();
          values.put("notification", row.getString("id"));
          values.put("reason", row.getString("reason"));
          values.put("event", event == null ? null : new String(event, StandardCharsets.UTF_8));
          return new Item(row.getObject("id", UUID.class), values);
        },
        person.key(),
        person.tenant(),
        after == null ? "" : after.toString(),
        maxItems);
  }

  /** In the order of {@link NotificationData#ID}. The limit forbids to read all skipped events. */
  static String exportOf(Person person) {
    return """
    with n as materialized (
      select id, reason, secret, category from notifications
      where %1$s = ? and tenant = ? and state = 'SKIPPED' and %2$s > ?)
    select n.id, n.reason,
      case when n.secret or n.category = 'OTP' then null else s.record_value end as event
    from n cross join lateral (
      select record_value from skipped_events where notification_id = n.id limit 1) s
    order by n.%2$s limit ?
    """
        .formatted(person.column(), NotificationData.ID);
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    return Erased.NOTHING;
  }
}
