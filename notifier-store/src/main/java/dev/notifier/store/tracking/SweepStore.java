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
 * What the sweeper reads and how far it has come. Notification ids are version 7 UUIDs, so a range
 * of planning times is a range of the primary key. Thread-safe; calls take part in the transaction
 * of {@link TrackStore#inTransaction}.
 */
public final class SweepStore {
  /** Any number, as long as nothing else in this database takes an advisory lock on it. */
  private static final long SWEEP_LOCK = 0x6E6F7469L;

  private static final int VERSION_AND_RANDOM_BITS = 16;

  private final JdbcTemplate jdbc;

  public SweepStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Notifications of one route that were planned in a range and may have waited long enough.
   *
   * @param route whose; null = of every route that is not among {@code configuredRoutes}
   * @param after id to start behind
   * @param until id to stop before
   * @param submittedUntil later submissions have time left
   * @param includeSwept whether those that a sweep has ended already are wanted too
   */
  public record Page(
      @Nullable String route,
      List<String> configuredRoutes,
      UUID after,
      UUID until,
      Instant submittedUntil,
      boolean includeSwept,
      int maxRows) {}

  /** Whether this transaction is the one that sweeps; held to its end. */
  public boolean tryLock() {
    return Boolean.TRUE.equals(
        jdbc.queryForObject("select pg_try_advisory_xact_lock(?)", Boolean.class, SWEEP_LOCK));
  }

  /** Where a sweep stands, or null when it never ran. */
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

  /** When the first notification at or after this time was planned, or null when there is none. */
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

  /** Reads and locks a page, in order of ids. */
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
    RowMapper<TrackedNotification> mapper = (row, i) -> TrackStore.tracked(row);
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

  /** How many receipts wait for an answer. */
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
   * Deletes receipts that met no answer until then, a limited number at a time; gives back how
   * many. Passes over rows that somebody is using, so that it never stands in anybody's way.
   */
  public int deleteUnmatchedReceipts(Instant now, Duration kept, int maxRows) {
    return jdbc.update(
        """
        delete from submissions where (route, message_id) in (
          select route, message_id from submissions
          where unmatched_since < ? and notification_id is null
          limit ? for update skip locked)
        """,
        now.minus(kept).atOffset(ZoneOffset.UTC),
        maxRows);
  }

  /** Below every version 7 id of this millisecond and above every one before (RFC 9562, 5.7). */
  public static UUID lowestId(Instant at) {
    return new UUID(at.toEpochMilli() << VERSION_AND_RANDOM_BITS, 0);
  }

  private static Instant plannedAt(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> VERSION_AND_RANDOM_BITS);
  }
}
