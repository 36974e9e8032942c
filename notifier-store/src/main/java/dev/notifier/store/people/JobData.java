package dev.notifier.store.people;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Erasures that have not ended: until then, their job knows whom they are about. They are never
 * erased, because they erase themselves.
 */
final class JobData implements PersonalDataStore {
  private final JdbcTemplate jdbc;

  JobData(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return "jobs";
  }

  @Override
  public Set<String> tables() {
    return Set.of("jobs");
  }

  @Override
  public List<Item> export(Person person, @Nullable UUID after, int maxItems) {
    return jdbc.query(
        """
        select id, kind, state, created_at from (
          select * from jobs where state in ('waiting', 'running')
          union all
          select * from jobs where state = 'failed') j
        where kind = ? and tenant = ? and payload ->> ? = ? and id > ? order by id limit ?
        """,
        (row, _) -> {
          Map<String, @Nullable Object> values = new LinkedHashMap<>();
          values.put("id", row.getString("id"));
          values.put("kind", row.getString("kind"));
          values.put("state", row.getString("state"));
          values.put(
              "createdAt",
              row.getObject("created_at", OffsetDateTime.class).toInstant().toString());
          return new Item(row.getObject("id", UUID.class), values);
        },
        ErasureOrder.KIND,
        person.tenant(),
        person.field(),
        person.key(),
        after == null ? new UUID(0, 0) : after,
        maxItems);
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    return Erased.NOTHING;
  }
}
