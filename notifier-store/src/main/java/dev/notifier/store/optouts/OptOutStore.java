package dev.notifier.store.optouts;

import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.store.PgArrays;
import dev.notifier.store.optouts.OptOutStatement.Evidence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The statements of recipients; they are only appended. Thread-safe; calls take part in the
 * transaction of the caller.
 */
public final class OptOutStore {
  private static final String INSERT =
      """
      with new as (
        insert into opt_out_events (
          recipient, phone, scope, purpose, opted_out, at, tenant, entered_by, channel, note,
          inbound_id)
        select * from unnest(
          ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bool[], ?::timestamptz[], ?::text[],
          ?::text[], ?::text[], ?::text[], ?::uuid[])
        on conflict (recipient, scope, purpose, at, opted_out) do nothing
        returning recipient),
      changed as (
        insert into opt_out_changes (recipient, imported)
        select distinct recipient, ?::bool from new)
      select count(*) from new
      """;

  /** Each is read by itself: a number may have any number of statements. */
  private static final SqlArrayValue PURPOSES =
      new SqlArrayValue(
          "text", Arrays.stream(OptOutPurpose.values()).map(OptOutPurpose::name).toArray());

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public OptOutStore(DataSource dataSource) {
    jdbc = new JdbcTemplate(dataSource);
    transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /**
   * Adds statements, and notes that the states of their numbers are to be published.
   *
   * @param statements at most some thousand
   * @param imported whether they are part of many, so that others are published before
   * @return how many of them are new
   */
  public int add(List<OptOutStatement> statements, boolean imported) {
    return statements.isEmpty()
        ? 0
        : Objects.requireNonNull(transaction.execute(_ -> insert(statements, imported)));
  }

  private int insert(List<OptOutStatement> statements, boolean imported) {
    return Objects.requireNonNull(
        jdbc.execute(
            INSERT,
            (PreparedStatementCallback<Integer>)
                statement -> {
                  new PgArrays<>(statement, statements)
                      .column("uuid", OptOutStatement::recipient)
                      .column("text", OptOutStatement::phone)
                      .column("text", OptOutStatement::scope)
                      .column("text", each -> each.purpose().name())
                      .column("bool", OptOutStatement::optedOut)
                      .column("timestamptz", each -> each.at().atOffset(ZoneOffset.UTC))
                      .column("text", each -> each.evidence().tenant())
                      .column("text", each -> each.evidence().enteredBy())
                      .column("text", each -> each.evidence().channel())
                      .column("text", each -> each.evidence().note())
                      .column("uuid", each -> each.evidence().inbound())
                      .value(imported);
                  try (ResultSet added = statement.executeQuery()) {
                    added.next();
                    return added.getInt(1);
                  }
                }));
  }

  /**
   * Finds what a number has said about messages in one scope, the newest first.
   *
   * @param recipient the HMAC of the number
   */
  public List<OptOutStatement> find(UUID recipient, String scope, int limit) {
    return jdbc.query(
        """
        select e.* from unnest(?::text[]) as purposes (name) cross join lateral (
          select id, recipient, phone, scope, purpose, opted_out, at, tenant, entered_by, channel,
            note, inbound_id
          from opt_out_events where recipient = ? and scope = ? and purpose = purposes.name
          order by at desc, id desc limit ?) e
        order by at desc, id desc limit ?
        """,
        (row, _) -> statement(row),
        PURPOSES,
        recipient,
        scope,
        limit,
        limit);
  }

  /**
   * The bits of what a number has opted out of in one scope.
   *
   * @param recipient the HMAC of the number
   */
  public int bits(UUID recipient, String scope) {
    return OptOutPurpose.bits(
        jdbc.query(
            """
            select purposes.name from unnest(?::text[]) as purposes (name) cross join lateral (
              select opted_out from opt_out_events
              where recipient = ? and scope = ? and purpose = purposes.name
              order by at desc, id desc limit 1) newest
            where opted_out
            """,
            (row, _) -> OptOutPurpose.valueOf(row.getString(1)),
            PURPOSES,
            recipient,
            scope));
  }

  private static OptOutStatement statement(ResultSet row) throws SQLException {
    return new OptOutStatement(
        row.getObject("recipient", UUID.class),
        row.getString("phone"),
        row.getString("scope"),
        OptOutPurpose.valueOf(row.getString("purpose")),
        row.getBoolean("opted_out"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        new Evidence(
            row.getString("tenant"),
            row.getString("entered_by"),
            row.getString("channel"),
            row.getString("note"),
            row.getObject("inbound_id", UUID.class)));
  }
}
