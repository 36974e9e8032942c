package dev.notifier.store.tracking;

import dev.notifier.store.PgInstants;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * Reads what the sweeper needs and stores its progress. Notification ids are version 7 UUIDs, so a
 * range of planning times is a range of the primary key. Thread-safe; calls take part in the
 * transaction of {@code TrackStore#inTransaction}.
 */
public final class SweepStore {
  /** The first half of the key of the advisory locks, which nothing else in this database uses. */
  private static final int SWEEP_LOCKS = 0x6E6F7469;

  /** The most rows that a gauge counts, because a count reads all of them. */
  public static final int MAX_COUNT = 10_000;

  private static final int VERSION_AND_RANDOM_BITS = 16;

  private final JdbcTemplate jdbc;

  public SweepStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /** What is swept. Each has its own lock, so that none waits for another. */
  public enum Sweep {
    MISSING_RECEIPTS(0),
    UNMATCHED_RECEIPTS(1),
    EXPIRED_RECEIPTS(2),
    OVERDUE(3);

    private final int lock;

    Sweep(int lock) {
      this.lock = lock;
    }
  }

  /**
   * The next notifications by their ids, whatever their state.
   *
   * @param after the id before the first one, exclusive
   * @param until the id after the last one, exclusive
   * @param maxRows the maximum number of notifications to read
   */
  public record Page(UUID after, UUID until, int maxRows) {}

  /**
   * Which notifications of a page are due.
   *
   * @param routes the routes; null for all routes that are not in {@code configuredRoutes}
   * @param submittedUntil the time of the last submission whose deadline has passed
   * @param includeSwept whether to include notifications that an earlier sweep has finished
   */
  public record Due(
      @Nullable List<String> routes,
      List<String> configuredRoutes,
      Instant submittedUntil,
      boolean includeSwept) {}

  /** Returns the time of PostgreSQL's clock, which decides for all workers. */
  public Instant now() {
    OffsetDateTime now = jdbc.queryForObject("select clock_timestamp()", OffsetDateTime.class);
    if (now == null) {
      throw new IllegalStateException("PostgreSQL returned no time");
    }
    return now.toInstant();
  }

  /**
   * Tries to take the lock of a sweep until the end of the transaction.
   *
   * @return false if another worker sweeps
   */
  public boolean tryLock(Sweep sweep) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select pg_try_advisory_xact_lock(?, ?)", Boolean.class, SWEEP_LOCKS, sweep.lock));
  }

  /** Returns the time up to which a sweep is done, or null if it never ran. */
  public @Nullable Instant sweptUntil(String sweep) {
    return jdbc
        .query(
            "select swept_until from sweeps where name = ?",
            (row, i) -> PgInstants.get(row, 1),
            sweep)
        .stream()
        .findFirst()
        .orElse(null);
  }

  /**
   * Stores the time up to which a sweep is done; an earlier time than the stored one is ignored.
   */
  public void saveSweptUntil(String sweep, Instant until) {
    jdbc.update(
        """
        insert into sweeps (name, swept_until) values (?, ?)
        on conflict (name) do update set
          swept_until = greatest(sweeps.swept_until, excluded.swept_until)
        """,
        sweep,
        until.atOffset(ZoneOffset.UTC));
  }

  /**
   * Returns the time up to which the last one of some sweeps is done, or null if none ever ran.
   *
   * @param prefix with which their names begin
   * @param suffix with which their names end
   */
  public @Nullable Instant earliest(String prefix, String suffix) {
    OffsetDateTime earliest =
        jdbc.queryForObject(
            "select min(swept_until) from sweeps where starts_with(name, ?) and right(name, ?) = ?",
            OffsetDateTime.class,
            prefix,
            suffix.length(),
            suffix);
    return earliest == null ? null : earliest.toInstant();
  }

  /** Returns the last id of a page, or null if it is empty. */
  public @Nullable UUID lastOf(Page page) {
    List<UUID> last =
        jdbc.query(
            """
            select id from (
              select id from notifications where id > ? and id < ? order by id limit ?) p
            order by id desc limit 1
            """,
            (row, _) -> row.getObject(1, UUID.class),
            page.after(),
            page.until(),
            page.maxRows());
    return last.isEmpty() ? null : last.getFirst();
  }

  /**
   * Locks the notifications after one id, up to and including another, that are due.
   *
   * @param last the last id of a page, see {@link #lastOf}
   */
  public List<TrackedNotification> lockDue(UUID after, UUID last, Due due) {
    String sql =
        "select "
            + TrackSql.COLUMNS
            + " from notifications where id > ? and id <= ?"
            + (due.includeSwept()
                ? " and state in ('SUBMITTED', 'UNCONFIRMED', 'NO_RECEIPT')"
                : " and state in ('SUBMITTED', 'UNCONFIRMED') and finished_at is null")
            + " and greatest(submitted_at, planned_at) <= ?"
            + (due.routes() == null ? " and route <> all(?)" : " and route = any(?)")
            + " order by id for update";
    RowMapper<TrackedNotification> mapper = (row, i) -> TrackRows.notification(row);
    List<String> routes = due.routes() == null ? due.configuredRoutes() : due.routes();
    return jdbc.query(
        sql,
        statement -> {
          statement.setObject(1, after);
          statement.setObject(2, last);
          statement.setObject(3, due.submittedUntil().atOffset(ZoneOffset.UTC));
          statement.setArray(4, statement.getConnection().createArrayOf("text", routes.toArray()));
        },
        mapper);
  }

  /**
   * Remembers the notifications after one id, up to and including another, that have not ended
   * although their time to live passed some time ago.
   *
   * @param expiredUntil the time to live of the last one
   */
  public void addOverdue(UUID after, UUID last, Instant expiredUntil) {
    jdbc.update(
        """
        insert into overdue_notifications (id, found_at)
        select id, clock_timestamp() from notifications
        where id > ? and id <= ? and state in ('ACCEPTED', 'DEFERRED', 'PLANNED')
          and expires_at < ? and (select count(*) from overdue_notifications) < ?
        on conflict do nothing
        """,
        after,
        last,
        expiredUntil.atOffset(ZoneOffset.UTC),
        MAX_COUNT);
  }

  /** Forgets the notifications that have ended since, and counts the others. */
  public int countOverdue() {
    List<UUID> found =
        jdbc.query(
            "select id from overdue_notifications", (row, _) -> row.getObject(1, UUID.class));
    if (found.isEmpty()) {
      return 0;
    }
    Set<UUID> ended = new HashSet<>(found);
    jdbc.query(
        """
        select id from notifications
        where id = any(?) and state in ('ACCEPTED', 'DEFERRED', 'PLANNED')
        """,
        statement -> statement.setArray(1, uuids(statement.getConnection(), found)),
        row -> {
          ended.remove(row.getObject(1, UUID.class));
        });
    jdbc.update(
        "delete from overdue_notifications where id = any(?)",
        statement -> statement.setArray(1, uuids(statement.getConnection(), ended)));
    return found.size() - ended.size();
  }

  /** Counts the receipts without a response, at most {@link #MAX_COUNT}. */
  public int countUnmatchedReceipts() {
    return count(
        """
        select count(*) from (
          select from submissions where unmatched_since is not null and notification_id is null
          limit %d) s
        """
            .formatted(MAX_COUNT));
  }

  private static Array uuids(Connection connection, Collection<UUID> ids) throws SQLException {
    return connection.createArrayOf("uuid", ids.toArray());
  }

  private int count(String sql) {
    Integer count = jdbc.queryForObject(sql, Integer.class);
    return count == null ? 0 : count;
  }

  /**
   * Deletes receipts of one account that were without a response for too long. Skips locked rows,
   * so it never blocks another transaction.
   *
   * @param storedUntil the time until which they were stored
   * @param maxRows the maximum number of receipts to delete
   * @return the number of receipts deleted
   */
  public int deleteUnmatchedReceipts(short account, Instant storedUntil, int maxRows) {
    return jdbc.update(
        """
        delete from submissions where (account, message_id, number) in (
          select account, message_id, number from submissions
          where account = ? and unmatched_since < ? and notification_id is null
          order by unmatched_since
          limit ? for update skip locked)
        """,
        account,
        storedUntil.atOffset(ZoneOffset.UTC),
        maxRows);
  }

  /** Returns when the oldest receipt without a response was stored, or null if there is none. */
  public @Nullable Instant oldestUnmatchedReceipt() {
    OffsetDateTime oldest =
        jdbc.queryForObject(
            """
            select min(o.unmatched_since) from carrier_accounts a cross join lateral (
              select unmatched_since from submissions s
              where s.account = a.id and unmatched_since is not null and notification_id is null
              order by unmatched_since limit 1) o
            """,
            OffsetDateTime.class);
    return oldest == null ? null : oldest.toInstant();
  }

  /** Returns the ids of all accounts that ever existed. */
  public List<Short> accounts() {
    return jdbc.query("select id from carrier_accounts order by id", (row, _) -> row.getShort(1));
  }

  /**
   * Returns an id below every version 7 id of this millisecond and above all earlier ones (RFC
   * 9562, section 5.7).
   */
  public static UUID lowestId(Instant at) {
    return new UUID(at.toEpochMilli() << VERSION_AND_RANDOM_BITS, 0);
  }

  /** Returns the time in a version 7 id. */
  public static Instant plannedAt(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> VERSION_AND_RANDOM_BITS);
  }
}
