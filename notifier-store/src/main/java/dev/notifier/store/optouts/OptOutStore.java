package dev.notifier.store.optouts;

import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.store.PgArrays;
import dev.notifier.store.PgInstants;
import dev.notifier.store.optouts.OptOutStatement.Evidence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
        returning recipient, scope),
      changed as (
        insert into opt_out_changes (recipient, imported)
        select distinct recipient, ?::bool from new),
      counted as (
        update opt_out_scopes s set numbers = s.numbers + first.numbers
        from (
          select scope, count(distinct recipient) as numbers from new
          where not exists (
            select from opt_out_events e
            where e.recipient = new.recipient and e.scope = new.scope)
          group by scope) first
        where s.scope = first.scope
        returning s.scope, s.numbers)
      select (select count(*) from new) as added, counted.scope, counted.numbers
      from (values (1)) one left join counted on true
      """;

  /** The most numbers of a tenant: each takes memory of all workers. */
  private static final int MAX_NUMBERS = 2_000_000;

  /** Of the national tenant, and of all tenants together. */
  private static final int MAX_NATIONAL_NUMBERS = 32_000_000;

  /** Each is read by itself: a number may have any number of statements. */
  private static final SqlArrayValue PURPOSES =
      new SqlArrayValue(
          "text", Arrays.stream(OptOutPurpose.values()).map(OptOutPurpose::name).toArray());

  private final JdbcTemplate jdbc;
  private final DailyStatements daily;
  private final TransactionTemplate transaction;
  private final int maxNumbers;

  /** Who states something. */
  public enum Source {
    /** A caller, for recipients. */
    REQUEST,
    /** A list, whose states are published after those of others. */
    IMPORT,
    /** The recipient, whose statements are never refused. */
    RECIPIENT
  }

  public OptOutStore(DataSource dataSource) {
    this(dataSource, MAX_NUMBERS);
  }

  /**
   * @param maxNumbers of each tenant but the national one
   */
  OptOutStore(DataSource dataSource, int maxNumbers) {
    this.maxNumbers = maxNumbers;
    jdbc = new JdbcTemplate(dataSource);
    daily = new DailyStatements(jdbc);
    transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /**
   * Adds statements, and notes that the states of their numbers are to be published. Within 24
   * hours, a number gets {@value DailyStatements#MAX} rows for each scope and purpose; what is said
   * beyond counts, too, but what repeats the newest row moves its time.
   *
   * @param statements at most some thousand
   * @return how many rows are new
   * @throws TooManyOptOutsException if a caller states something for more numbers of a tenant than
   *     allowed; nothing is added then
   * @throws TooManyStatementsException if a caller withdraws opt-outs beyond the limit of a day;
   *     nothing is added then
   */
  public int add(List<OptOutStatement> statements, Source source) {
    return statements.isEmpty()
        ? 0
        : Objects.requireNonNull(
            transaction.execute(_ -> {
              statements.stream()
                  .map(OptOutStatement::scope)
                  .distinct()
                  .sorted()
                  .forEach(this::lock);
              DailyStatements.Split split = daily.split(statements);
              requireNoWithdrawal(split.beyond(), source);
              return insert(split.within(), source) + insert(daily.fold(split.beyond()), source);
            }));
  }

  private static void requireNoWithdrawal(List<OptOutStatement> beyond, Source source) {
    if (source != Source.RECIPIENT && !beyond.stream().allMatch(OptOutStatement::optedOut)) {
      throw new TooManyStatementsException();
    }
  }

  /**
   * The numbers of which anything was stated for a tenant, or for all, since a time. Reads the
   * statements in the order of their records.
   *
   * @param maxNumbers the most numbers
   * @return in E.164 format, in no order
   */
  public Set<String> changedSince(String tenant, Instant since, int maxNumbers) {
    // Version 7 UUIDs begin with 48 bits of milliseconds.
    UUID first = new UUID(since.toEpochMilli() << 16, 0);
    return new HashSet<>(
        jdbc.queryForList(
            """
            select distinct phone from opt_out_events
            where id >= ? and scope in (?, '*') and phone is not null limit ?
            """,
            String.class,
            first,
            tenant,
            maxNumbers));
  }

  /** Those who add statements of one scope do so one after the other, and count right. */
  private void lock(String scope) {
    jdbc.update(
        """
        insert into opt_out_scopes (scope, numbers) values (?, 0)
        on conflict (scope) do update set numbers = opt_out_scopes.numbers
        """,
        scope);
  }

  private int insert(List<OptOutStatement> statements, Source source) {
    if (statements.isEmpty()) {
      return 0;
    }
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
                      .value(source == Source.IMPORT);
                  try (ResultSet row = statement.executeQuery()) {
                    return added(row, source);
                  }
                }));
  }

  private int added(ResultSet row, Source source) throws SQLException {
    int added = 0;
    while (row.next()) {
      added = row.getInt("added");
      String scope = row.getString("scope");
      if (source != Source.RECIPIENT
          && scope != null
          && row.getLong("numbers") > maxNumbers(scope)) {
        throw new TooManyOptOutsException();
      }
    }
    return added;
  }

  private int maxNumbers(String scope) {
    return scope.equals(OptOutRecord.ALL_TENANTS) || Tenants.isNational(scope)
        ? MAX_NATIONAL_NUMBERS
        : maxNumbers;
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

  /**
   * The scopes in which a number has opted out of a purpose. Goes from one scope to the next, so
   * that it does not read all statements.
   *
   * @param recipient the HMAC of the number
   * @param limit the most scopes that are read, in their order
   */
  public List<String> optedOut(UUID recipient, OptOutPurpose purpose, int limit) {
    return jdbc.query(
        """
        with recursive scopes as (
          (select scope, 1 as number from opt_out_events where recipient = ?
           order by scope limit 1)
          union all
          select next.scope, s.number + 1 from scopes s cross join lateral (
            select scope from opt_out_events e where e.recipient = ? and e.scope > s.scope
            order by scope limit 1) next
          where s.number < ?)
        select s.scope from scopes s cross join lateral (
          select opted_out from opt_out_events e
          where e.recipient = ? and e.scope = s.scope and e.purpose = ?
          order by at desc, id desc limit 1) newest
        where newest.opted_out order by s.scope
        """,
        (row, _) -> row.getString(1),
        recipient,
        recipient,
        limit,
        recipient,
        purpose.name());
  }

  private static OptOutStatement statement(ResultSet row) throws SQLException {
    return new OptOutStatement(
        row.getObject("recipient", UUID.class),
        row.getString("phone"),
        row.getString("scope"),
        OptOutPurpose.valueOf(row.getString("purpose")),
        row.getBoolean("opted_out"),
        PgInstants.get(row, "at"),
        new Evidence(
            row.getString("tenant"),
            row.getString("entered_by"),
            row.getString("channel"),
            row.getString("note"),
            row.getObject("inbound_id", UUID.class)));
  }
}
