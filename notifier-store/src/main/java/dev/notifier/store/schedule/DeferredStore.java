package dev.notifier.store.schedule;

import dev.notifier.contracts.Lane;
import dev.notifier.store.PgArrays;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The messages that wait for a time. They are released at least once each: a row stays until plan
 * has planned its event again. The clock is that of PostgreSQL. Thread-safe.
 */
public final class DeferredStore {
  /** A release that plan has not read by then is repeated. */
  static final Duration LEASE = Duration.ofMinutes(1);

  /**
   * Rows that were released are not read again before their lease ends. It is twice as long after
   * each release that plan has not read, so that a plan stage which does not proceed gets few
   * copies. Lines of a paused batch become due again some minutes later.
   */
  private static final String LEASE_ROWS =
      """
      with due as (
        select notification_id,
          exists (select from batches b where b.id = batch_id and b.state = 'PAUSED') as paused
        from deferred where lane = ? and release_at <= clock_timestamp()
        order by release_at limit ? for update skip locked),
      held as (
        update deferred d
        set release_at = clock_timestamp() + HELD, due_at = clock_timestamp() + HELD
        from due where d.notification_id = due.notification_id and due.paused)
      update deferred d
      set release = d.release + 1,
        release_at =
          clock_timestamp() + 2 ^ least(d.release - d.planned, 4) * ?::interval
      from due where d.notification_id = due.notification_id and not due.paused
      returning d.notification_id, d.release, d.lane, d.due_at, d.record_key, d.record_value
      """
          .replace("HELD", "interval '5 minutes'");

  private static final String NEXT =
      """
      select min(release_at) - clock_timestamp() from (
        select (select min(release_at) from deferred where lane = l.lane) as release_at
        from unnest(?::text[]) as l (lane)) n
      """;

  private static final String OLDEST =
      """
      select extract(epoch from clock_timestamp() - due_at)::float8
      from deferred order by due_at limit 1
      """;

  private final JdbcTemplate jdbc;

  public DeferredStore(DataSource dataSource) {
    jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * A released message. Contains personal data.
   *
   * @param number of its release, from 1
   * @param key of the record of its event; may be null
   * @param value of the record
   */
  @SuppressWarnings("ArrayRecordComponent") // They are passed on and never compared.
  public record Released(
      UUID notification,
      int number,
      Lane lane,
      Instant dueAt,
      byte @Nullable [] key,
      byte[] value) {
    /** Omits personal data. */
    @Override
    public String toString() {
      return "Released[" + notification + ", " + number + "]";
    }
  }

  /**
   * Takes messages of a lane that are due, so that no other worker takes them for a minute.
   *
   * @return in the order in which they are due
   */
  public List<Released> lease(Lane lane, int maxRows) {
    return jdbc
        .query(
            LEASE_ROWS,
            (row, _) -> released(row),
            lane.name(),
            maxRows,
            LEASE.toSeconds() + " seconds")
        .stream()
        .sorted(Comparator.comparing(Released::dueAt).thenComparing(Released::notification))
        .toList();
  }

  /** How long it takes until a message of these lanes is due; null if none waits. */
  public @Nullable Duration untilNext(Collection<Lane> lanes) {
    Double seconds =
        jdbc.query(
            "select extract(epoch from (" + NEXT + "))::float8",
            statement -> new PgArrays<>(statement, List.copyOf(lanes)).column("text", Lane::name),
            rows -> rows.next() ? rows.getObject(1, Double.class) : null);
    return seconds == null ? null : Duration.ofMillis((long) Math.ceil(seconds * 1000));
  }

  /** For how long a message has been due that is not planned again yet; zero if there is none. */
  public Duration oldestDue() {
    Double seconds =
        jdbc.query(OLDEST, rows -> rows.next() ? rows.getObject(1, Double.class) : null);
    return seconds == null || seconds <= 0
        ? Duration.ZERO
        : Duration.ofMillis((long) (seconds * 1000));
  }

  private static Released released(ResultSet row) throws SQLException {
    return new Released(
        row.getObject("notification_id", UUID.class),
        row.getInt("release"),
        Lane.valueOf(row.getString("lane")),
        row.getObject("due_at", OffsetDateTime.class).toInstant(),
        row.getBytes("record_key"),
        row.getBytes("record_value"));
  }
}
