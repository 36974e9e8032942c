package dev.notifier.store.tracking;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
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
  /** An advisory lock that nothing else in this database uses. */
  private static final long SWEEP_LOCK = 0x6E6F7469L;

  private static final int VERSION_AND_RANDOM_BITS = 16;

  private final JdbcTemplate jdbc;

  public SweepStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Selects notifications of one route by planning time whose deadline may have passed.
   *
   * @param route null for all routes that are not in {@code configuredRoutes}
   * @param after the id before the first one, exclusive
   * @param until the id after the last one, exclusive
   * @param submittedUntil the time of the last submission whose deadline has passed
   * @param includeSwept whether to include notifications that an earlier sweep has finished
   */
  public record Page(
      @Nullable String route,
      List<String> configuredRoutes,
      UUID after,
      UUID until,
      Instant submittedUntil,
      boolean includeSwept,
      int maxRows) {}

  /**
   * Tries to take the lock of the sweeper until the end of the transaction.
   *
   * @return false if another worker sweeps
   */
  public boolean tryLock() {
    return Boolean.TRUE.equals(
        jdbc.queryForObject("select pg_try_advisory_xact_lock(?)", Boolean.class, SWEEP_LOCK));
  }

  /** Returns the time up to which a sweep is done, or null if it never ran. */
  public @Nullable Instant sweptUntil(String sweep) {
    return jdbc
        .query(
            "select swept_until from sweeps where name = ?",
            (row, i) -> row.getObject(1, OffsetDateTime.class).toInstant(),
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

  /** Returns when the first notification from a time on was planned, or null if there is none. */
  public @Nullable Instant firstPlannedFrom(Instant from) {
    return jdbc
        .query(
            "select id from notifications where id >= ? order by id limit 1",
            (row, i) -> plannedAt(row.getObject(1, UUID.class)),
            lowestId(from))
        .stream()
        .findFirst()
        .orElse(null);
  }

  /** Reads and locks a page of notifications in the order of their ids. */
  public List<TrackedNotification> lockPending(Page page) {
    String sql =
        "select "
            + TrackSql.COLUMNS
            + " from notifications where id > ? and id < ?"
            + (page.includeSwept()
                ? " and state in ('SUBMITTED', 'UNCONFIRMED', 'NO_RECEIPT')"
                : " and state in ('SUBMITTED', 'UNCONFIRMED') and finished_at is null")
            + " and coalesce(submitted_at, planned_at) <= ?"
            + (page.route() == null ? " and route <> all(?)" : " and route = any(?)")
            + " order by id limit ? for update";
    RowMapper<TrackedNotification> mapper = (row, i) -> TrackRows.notification(row);
    return jdbc.query(sql, statement -> bind(statement, page), mapper);
  }

  private static void bind(PreparedStatement statement, Page page) throws SQLException {
    String route = page.route();
    List<String> routes = route == null ? page.configuredRoutes() : List.of(route);
    statement.setObject(1, page.after());
    statement.setObject(2, page.until());
    statement.setObject(3, page.submittedUntil().atOffset(ZoneOffset.UTC));
    statement.setArray(4, statement.getConnection().createArrayOf("text", routes.toArray()));
    statement.setInt(5, page.maxRows());
  }

  /** Counts the receipts without a response; a partial index has only these rows. */
  public long countUnmatchedReceipts() {
    Long count =
        jdbc.queryForObject(
            """
            select count(*) from submissions
            where unmatched_since is not null and notification_id is null
            """,
            Long.class);
    return count == null ? 0 : count;
  }

  /**
   * Deletes receipts that were without a response for too long. Skips locked rows, so it never
   * blocks another transaction.
   *
   * @param maxRows the maximum number of receipts to delete
   * @return the number of receipts deleted
   */
  public int deleteUnmatchedReceipts(Instant now, Duration retention, int maxRows) {
    return jdbc.update(
        """
        delete from submissions where (route, message_id) in (
          select route, message_id from submissions
          where unmatched_since < ? and notification_id is null
          limit ? for update skip locked)
        """,
        now.minus(retention).atOffset(ZoneOffset.UTC),
        maxRows);
  }

  /**
   * Returns an id below every version 7 id of this millisecond and above all earlier ones (RFC
   * 9562, section 5.7).
   */
  public static UUID lowestId(Instant at) {
    return new UUID(at.toEpochMilli() << VERSION_AND_RANDOM_BITS, 0);
  }

  private static Instant plannedAt(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> VERSION_AND_RANDOM_BITS);
  }
}
