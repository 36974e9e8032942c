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
        """
        select n.id, n.reason,
          case when n.secret or n.category = 'OTP' then null else s.record_value end as event
        from (
          select id, reason, secret, category from notifications
          where %s = ? and tenant = ? and state = 'SKIPPED' and id > ?) n
        join skipped_events s on s.notification_id = n.id
        order by n.id limit ?
        """
            .formatted(person.column()),
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
        after == null ? new UUID(0, 0) : after,
        maxItems);
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    return Erased.NOTHING;
  }
}
