package dev.notifier.store.advertising;

import dev.notifier.store.PgArrays;
import dev.notifier.store.PgInstants;
import dev.notifier.store.optouts.OptOutStatement.Evidence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * The consents of recipients to advertising; statements are only appended. Thread-safe; calls take
 * part in the transaction of the caller.
 */
public final class ConsentStore {
  private final JdbcTemplate jdbc;

  public ConsentStore(DataSource dataSource) {
    jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Adds statements, in the order of their key, so that two callers who say the same do not wait
   * for each other.
   *
   * @param statements at most some thousand
   * @return how many of them are new
   */
  public int add(List<ConsentStatement> statements) {
    return statements.isEmpty()
        ? 0
        : Objects.requireNonNull(
            jdbc.execute(
                """
                insert into consent_events (
                  recipient, phone, given, at, tenant, entered_by, channel, note, inbound_id)
                select recipient, phone, given, at, tenant, entered_by, channel, note, inbound_id
                from unnest(
                  ?::uuid[], ?::text[], ?::bool[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
                  ?::text[], ?::uuid[]) with ordinality as s (
                  recipient, phone, given, at, tenant, entered_by, channel, note, inbound_id, place)
                order by recipient, tenant, at, place
                on conflict (recipient, tenant, at, given) do nothing
                """,
                (PreparedStatementCallback<Integer>)
                    statement -> {
                      new PgArrays<>(statement, statements)
                          .column("uuid", ConsentStatement::recipient)
                          .column("text", ConsentStatement::phone)
                          .column("bool", ConsentStatement::given)
                          .column("timestamptz", each -> each.at().atOffset(ZoneOffset.UTC))
                          .column("text", each -> each.evidence().tenant())
                          .column("text", each -> each.evidence().enteredBy())
                          .column("text", each -> each.evidence().channel())
                          .column("text", each -> each.evidence().note())
                          .column("uuid", each -> each.evidence().inbound());
                      return statement.executeUpdate();
                    }));
  }

  /**
   * Finds what a number has said about advertising of a tenant, the newest first.
   *
   * @param recipient the HMAC of the number
   */
  public List<ConsentStatement> find(UUID recipient, String tenant, int limit) {
    return jdbc.query(
        """
        select recipient, phone, given, at, tenant, entered_by, channel, note, inbound_id
        from consent_events where recipient = ? and tenant = ? order by at desc, id desc limit ?
        """,
        (row, _) -> statement(row),
        recipient,
        tenant,
        limit);
  }

  /**
   * Finds what numbers have said last about advertising of a tenant.
   *
   * @param recipients the HMACs of at most some thousand numbers
   * @return of those that have said anything
   */
  public List<ConsentStatement> newest(Collection<UUID> recipients, String tenant) {
    return recipients.isEmpty()
        ? List.of()
        : jdbc.query(
            """
            select newest.* from unnest(?::uuid[]) as page (number) cross join lateral (
              select recipient, phone, given, at, tenant, entered_by, channel, note, inbound_id
              from consent_events where recipient = page.number and tenant = ?
              order by at desc, id desc limit 1) newest
            """,
            (row, _) -> statement(row),
            new SqlArrayValue("uuid", recipients.toArray()),
            tenant);
  }

  private static ConsentStatement statement(ResultSet row) throws SQLException {
    return new ConsentStatement(
        row.getObject("recipient", UUID.class),
        row.getString("phone"),
        row.getBoolean("given"),
        PgInstants.get(row, "at"),
        new Evidence(
            row.getString("tenant"),
            row.getString("entered_by"),
            row.getString("channel"),
            row.getString("note"),
            row.getObject("inbound_id", UUID.class)));
  }
}
