package dev.notifier.store.people;

import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A person's consents to advertising. The statements stay with the HMAC of the number, so that a
 * withdrawal lasts; erased are the number and what was noted.
 */
final class ConsentData implements PersonalDataStore {
  private final JdbcTemplate jdbc;

  ConsentData(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return "consents";
  }

  @Override
  public Set<String> tables() {
    return Set.of("consent_events");
  }

  @Override
  public List<Item> export(Person person, @Nullable UUID after, int maxItems) {
    return person.phone() == null
        ? List.of()
        : jdbc.query(
            """
            select id, phone, given, at, recorded_at, channel, note, inbound_id
            from consent_events where phone = ? and tenant = ? and id > ? order by id limit ?
            """,
            (row, _) -> item(row),
            person.phone(),
            person.tenant(),
            after == null ? new UUID(0, 0) : after,
            maxItems);
  }

  private static Item item(ResultSet row) throws SQLException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("id", row.getString("id"));
    values.put("phone", row.getString("phone"));
    values.put("given", row.getBoolean("given"));
    values.put("at", time(row, "at"));
    values.put("recordedAt", time(row, "recorded_at"));
    values.put("channel", row.getString("channel"));
    values.put("note", row.getString("note"));
    values.put("inboundId", row.getString("inbound_id"));
    return new Item(row.getObject("id", UUID.class), values);
  }

  private static String time(ResultSet row, String column) throws SQLException {
    return PgInstants.get(row, column).toString();
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    if (person.phone() == null) {
      return Erased.NOTHING;
    }
    int rows =
        jdbc.update(
            """
            update consent_events set phone = null, note = null where id in (
              select id from consent_events
              where phone = ? and tenant = ? and recorded_at <= ? order by id limit ? for update)
            """,
            person.phone(),
            person.tenant(),
            acceptedUntil.atOffset(ZoneOffset.UTC),
            maxRows);
    return new Erased(rows, 0, rows == maxRows);
  }
}
