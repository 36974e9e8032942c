package dev.notifier.store.people;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
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

  /** The number and the person of a statement are two persons: each sees only its own data. */
  @Override
  public List<Item> export(Person person, @Nullable UUID after, int maxItems) {
    return jdbc.query(
        """
        select id, %1$s, kind, excluded, at, recorded_at, channel%2$s
        from excluded_persons where %1$s = ? and tenant = ? and id > ? order by id limit ?
        """
            .formatted(column(person), person.phone() == null ? "" : ", note, inbound_id"),
        RowItems::item,
        person.key(),
        person.tenant(),
        after == null ? new UUID(0, 0) : after,
        maxItems);
  }

  private static String column(Person person) {
    return person.phone() == null ? "reference" : "phone";
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    int rows =
        jdbc.update(
            """
            update excluded_persons set %1$s = null, note = null where id in (
              select id from excluded_persons
              where %1$s = ? and tenant = ? and recorded_at <= ? order by id limit ? for update)
            """
                .formatted(column(person)),
            person.key(),
            person.tenant(),
            acceptedUntil.atOffset(ZoneOffset.UTC),
            maxRows);
    return new Erased(rows, 0, rows == maxRows);
  }
}
