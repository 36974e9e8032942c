package dev.notifier.store.optouts;

import dev.notifier.contracts.origin.MessageSubject;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.store.PgArrays;
import dev.notifier.store.PgInstants;
import dev.notifier.store.optouts.OptOutStatement.Evidence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores the statements of numbers about persons of whom they want no messages. Statements are only
 * appended. Each is published twice: with the state of the number for the workers, by {@link
 * OptOutChanges}, and on {@code notifier.statuses}, by {@link #unannounced} and {@link #announced}.
 * Thread-safe; calls take part in the transaction of the caller.
 */
public final class WrongPersonStore {
  /** Of a number and tenant: one accountant serves some companies. */
  public static final int MAX_SUBJECTS = 100;

  /** The most exclusions and opted-out numbers of a tenant: each takes memory of all workers. */
  private static final int MAX_OF_TENANT = 2_000_000;

  private static final int MAX_OF_NATIONAL_TENANT = 32_000_000;

  /** For those who have asked whether there is room. */
  private static final int RESERVED = 10_000;

  private static final String COLUMNS =
      """
      select id, recipient, phone, kind, subject, reference, excluded, at, tenant, entered_by,
        channel, note, inbound_id
      from excluded_persons
      """;

  /** Goes from one tenant to the next, and reads some statements of each. */
  private static final String UNANNOUNCED =
      """
      with recursive tenants as (
        (select tenant from excluded_persons where announced_at is null order by tenant limit 1)
        union all
        select next.tenant from tenants t cross join lateral (
          select tenant from excluded_persons e
          where e.announced_at is null and e.tenant > t.tenant order by tenant limit 1) next)
      select e.* from tenants cross join lateral (
        select id, recipient, phone, kind, subject, reference, excluded, at, tenant, entered_by,
          channel, note, inbound_id, row_number() over (order by id) as turn
        from excluded_persons s
        where s.announced_at is null and s.tenant = tenants.tenant
        order by id limit ?) e
      order by e.turn, e.id limit ?
      """;

  private static final String INSERT =
      """
      with new as (
        insert into excluded_persons (
          recipient, phone, kind, subject, reference, excluded, at, tenant, entered_by, channel,
          note, inbound_id)
        select * from unnest(
          ?::uuid[], ?::text[], ?::text[], ?::int8[], ?::text[], ?::bool[], ?::timestamptz[],
          ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[])
        on conflict (recipient, tenant, subject, at, excluded) do nothing
        returning recipient, tenant, subject),
      changed as (
        insert into opt_out_changes (recipient, imported)
        select distinct recipient, false from new),
      counted as (
        update opt_out_scopes s set numbers = s.numbers + first.subjects
        from (
          select tenant, count(*) as subjects from (
            select distinct recipient, tenant, subject from new) each
          where not exists (
            select from excluded_persons e
            where e.recipient = each.recipient and e.tenant = each.tenant
              and e.subject = each.subject)
          group by tenant) first
        where s.scope = first.tenant
        returning s.scope, s.numbers)
      select (select count(*) from new) as added, counted.scope, counted.numbers
      from (values (1)) one left join counted on true
      """;

  /** Goes from one subject of a number to the next, whatever the number of statements. */
  private static final String TOO_MANY =
      """
      select exists (
        select from unnest(?::uuid[], ?::text[]) as page (recipient, tenant)
        where (
          with recursive subjects as (
            (select subject, 1 as n from excluded_persons e
             where e.recipient = page.recipient and e.tenant = page.tenant
             order by subject limit 1)
            union all
            select next.subject, s.n + 1 from subjects s cross join lateral (
              select subject from excluded_persons e
              where e.recipient = page.recipient and e.tenant = page.tenant
                and e.subject > s.subject
              order by subject limit 1) next
            where s.n <= ?)
          select count(*) from subjects) > ?)
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public WrongPersonStore(DataSource dataSource) {
    jdbc = new JdbcTemplate(dataSource);
    transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /**
   * A statement with its id.
   *
   * @param id of the statement
   */
  public record Stored(UUID id, Exclusion exclusion) {}

  /**
   * Adds statements, and notes that they are to be published.
   *
   * @param exclusions at most some thousand
   * @return how many of them are new
   * @throws TooManyOptOutsException if a number would have more than {@value #MAX_SUBJECTS}
   *     subjects, or a tenant more than its share; nothing is added then
   */
  public int exclude(List<Exclusion> exclusions) {
    return exclusions.isEmpty()
        ? 0
        : Objects.requireNonNull(
            transaction.execute(_ -> {
              exclusions.stream()
                  .map(each -> each.evidence().tenant())
                  .distinct()
                  .sorted()
                  .forEach(this::lock);
              int added = insert(exclusions);
              if (hasTooManySubjects(exclusions)) {
                throw new TooManyOptOutsException();
              }
              return added;
            }));
  }

  /**
   * Whether further statements of a number can be added: {@link #exclude} may still refuse them if
   * others add some at the same time.
   *
   * @param more how many
   */
  public boolean hasRoom(UUID recipient, String tenant, int more) {
    int limit = MAX_SUBJECTS - more;
    return Boolean.FALSE.equals(
            jdbc.queryForObject(
                TOO_MANY,
                Boolean.class,
                new SqlArrayValue("uuid", recipient),
                new SqlArrayValue("text", tenant),
                limit,
                limit))
        && jdbc.queryForList(
                "select 1 from opt_out_scopes where scope = ? and numbers > ?",
                Integer.class,
                tenant,
                maxOf(tenant) - RESERVED)
            .isEmpty();
  }

  private static int maxOf(String tenant) {
    return Tenants.isNational(tenant) ? MAX_OF_NATIONAL_TENANT : MAX_OF_TENANT;
  }

  /** Those who add statements of one tenant do so one after the other, and count right. */
  private void lock(String tenant) {
    jdbc.update(
        """
        insert into opt_out_scopes (scope, numbers) values (?, 0)
        on conflict (scope) do update set numbers = opt_out_scopes.numbers
        """,
        tenant);
  }

  private int insert(List<Exclusion> exclusions) {
    return Objects.requireNonNull(
        jdbc.execute(
            INSERT,
            (PreparedStatementCallback<Integer>)
                statement -> {
                  new PgArrays<>(statement, exclusions)
                      .column("uuid", Exclusion::recipient)
                      .column("text", Exclusion::phone)
                      .column("text", each -> each.subject().kind().name())
                      .column("int8", each -> each.subject().digest())
                      .column("text", each -> each.subject().reference())
                      .column("bool", Exclusion::excluded)
                      .column("timestamptz", each -> each.at().atOffset(ZoneOffset.UTC))
                      .column("text", each -> each.evidence().tenant())
                      .column("text", each -> each.evidence().enteredBy())
                      .column("text", each -> each.evidence().channel())
                      .column("text", each -> each.evidence().note())
                      .column("uuid", each -> each.evidence().inbound());
                  try (ResultSet rows = statement.executeQuery()) {
                    return added(rows);
                  }
                }));
  }

  private static int added(ResultSet rows) throws SQLException {
    int added = 0;
    while (rows.next()) {
      added = rows.getInt("added");
      String tenant = rows.getString("scope");
      if (tenant != null && rows.getLong("numbers") > maxOf(tenant)) {
        throw new TooManyOptOutsException();
      }
    }
    return added;
  }

  private boolean hasTooManySubjects(List<Exclusion> exclusions) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            TOO_MANY,
            Boolean.class,
            new SqlArrayValue("uuid", exclusions.stream().map(Exclusion::recipient).toArray()),
            new SqlArrayValue(
                "text", exclusions.stream().map(each -> each.evidence().tenant()).toArray()),
            MAX_SUBJECTS,
            MAX_SUBJECTS));
  }

  /**
   * Finds what a number has said, the newest first.
   *
   * @param recipient the HMAC of the number
   */
  public List<Stored> ofNumber(UUID recipient, String tenant, int limit) {
    return jdbc.query(
        COLUMNS + "where recipient = ? and tenant = ? order by at desc, id desc limit ?",
        (row, _) -> stored(row),
        recipient,
        tenant,
        limit);
  }

  /**
   * Finds what numbers have said about a person or unit, the newest first.
   *
   * @param digest of the person or unit
   */
  public List<Stored> ofSubject(long digest, String tenant, int limit) {
    return jdbc.query(
        COLUMNS + "where subject = ? and tenant = ? order by id desc limit ?",
        (row, _) -> stored(row),
        digest,
        tenant,
        limit);
  }

  /** Finds a statement of a tenant. */
  public Optional<Stored> find(UUID id, String tenant) {
    return jdbc
        .query(COLUMNS + "where id = ? and tenant = ?", (row, _) -> stored(row), id, tenant)
        .stream()
        .findFirst();
  }

  /**
   * Statements that were not published on {@code notifier.statuses}: the oldest of each tenant in
   * turn, so that many of one delay no others.
   */
  public List<Stored> unannounced(int limit) {
    return jdbc.query(UNANNOUNCED, (row, _) -> stored(row), limit, limit);
  }

  /** Notes that statements were published. */
  public void announced(List<Stored> statements, Instant now) {
    jdbc.update(
        "update excluded_persons set announced_at = ? where id = any(?)",
        now.atOffset(ZoneOffset.UTC),
        new SqlArrayValue("uuid", statements.stream().map(Stored::id).toArray()));
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        row.getObject("id", UUID.class),
        new Exclusion(
            row.getObject("recipient", UUID.class),
            row.getString("phone"),
            new Exclusion.Subject(
                MessageSubject.Kind.valueOf(row.getString("kind")),
                row.getLong("subject"),
                row.getString("reference")),
            row.getBoolean("excluded"),
            PgInstants.get(row, "at"),
            new Evidence(
                row.getString("tenant"),
                row.getString("entered_by"),
                row.getString("channel"),
                row.getString("note"),
                row.getObject("inbound_id", UUID.class))));
  }
}
