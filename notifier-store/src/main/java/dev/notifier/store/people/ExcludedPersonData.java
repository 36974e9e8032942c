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
 * What numbers have said about persons. The statements stay with the HMAC of the number and the
 * digest of the person, so that they last; erased are the number or the reference, by which the
 * person was named, and what was noted.
 */
final class ExcludedPersonData implements PersonalDataStore {
  private final JdbcTemplate jdbc;

  ExcludedPersonData(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return "wrong-persons";
  }

  @Override
  public Set<String> tables() {
    return Set.of("excluded_persons");
  }

  @Override
  public List<Item> export(Person person, @Nullable UUID after, int maxItems) {
    return jdbc.query(
        "select id, phone, kind, reference, excluded, at, recorded_at, channel, note, inbound_id"
            + " from excluded_persons where "
            + column(person)
            + " = ? and tenant = ? and id > ? order by id limit ?",
        (row, _) -> item(row, person),
        value(person),
        person.tenant(),
        after == null ? new UUID(0, 0) : after,
        maxItems);
  }

  private static String column(Person person) {
    return person.phone() == null ? "reference" : "phone";
  }

  private static @Nullable String value(Person person) {
    return person.phone() == null ? person.personRef() : person.phone();
  }

  /** The number and the person of a statement are two persons: each sees only its own data. */
  private static Item item(ResultSet row, Person person) throws SQLException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("id", row.getString("id"));
    values.put(column(person), row.getString(column(person)));
    values.put("kind", row.getString("kind"));
    values.put("excluded", row.getBoolean("excluded"));
    values.put("at", time(row, "at"));
    values.put("recordedAt", time(row, "recorded_at"));
    values.put("channel", row.getString("channel"));
    if (person.phone() != null) {
      values.put("note", row.getString("note"));
      values.put("inboundId", row.getString("inbound_id"));
    }
    return new Item(row.getObject("id", UUID.class), values);
  }

  private static String time(ResultSet row, String column) throws SQLException {
    return PgInstants.get(row, column).toString();
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    int rows =
        jdbc.update(
            "update excluded_persons set "
                + column(person)
                + " = null, note = null where id in (select id from excluded_persons where "
                + column(person)
                + " = ? and tenant = ? and recorded_at <= ? order by id limit ? for update)",
            value(person),
            person.tenant(),
            acceptedUntil.atOffset(ZoneOffset.UTC),
            maxRows);
    return new Erased(rows, 0, rows == maxRows);
  }
}
