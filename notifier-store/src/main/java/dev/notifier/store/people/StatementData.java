package dev.notifier.store.people;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a person has said about messages to a number. The statements stay with the HMAC of the
 * number, so that they remain valid; erased are the number and what was noted.
 */
final class StatementData implements PersonalDataStore {
  private final JdbcTemplate jdbc;
  private final Kind kind;

  StatementData(JdbcTemplate jdbc, Kind kind) {
    this.jdbc = jdbc;
    this.kind = kind;
  }

  /** What the statements are about. */
  enum Kind {
    OPT_OUTS("opt-outs", "opt_out_events", "scope, purpose, opted_out"),

    /** Consents to advertising. */
    CONSENTS("consents", "consent_events", "given");

    private final String store;
    private final String table;
    private final String columns;

    Kind(String store, String table, String columns) {
      this.store = store;
      this.table = table;
      this.columns = columns;
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
    return person.phone() == null
        ? List.of()
        : jdbc.query(
            """
            select id, phone, %s, at, recorded_at, channel, note, inbound_id
            from %s where phone = ? and tenant = ? and id > ? order by id limit ?
            """
                .formatted(kind.columns, kind.table),
            RowItems::item,
            person.phone(),
            person.tenant(),
            after == null ? new UUID(0, 0) : after,
            maxItems);
  }

  @Override
  public Erased erase(Person person, Instant acceptedUntil, int maxRows) {
    if (person.phone() == null) {
      return Erased.NOTHING;
    }
    int rows =
        jdbc.update(
            """
            update %1$s set phone = null, note = null where id in (
              select id from %1$s
              where phone = ? and tenant = ? and recorded_at <= ? order by id limit ? for update)
            """
                .formatted(kind.table),
            person.phone(),
            person.tenant(),
            acceptedUntil.atOffset(ZoneOffset.UTC),
            maxRows);
    return new Erased(rows, 0, rows == maxRows);
  }
}
