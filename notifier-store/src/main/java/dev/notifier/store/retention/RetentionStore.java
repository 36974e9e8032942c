package dev.notifier.store.retention;

import dev.notifier.store.partitions.DayPartitions.Table;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;

/**
 * Removes what is not kept any longer: whole days, by dropping their partitions, and the
 * notifications of single types of a day, by copying the others into a new partition. Thread-safe;
 * calls take part in the transaction of the caller, and need one.
 */
public final class RetentionStore {
  private final JdbcTemplate jdbc;

  public RetentionStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /** What became of a change of a partition. */
  public enum Outcome {
    DONE,
    /** Another transaction uses the partition for too long; nothing was changed. */
    PARTITION,
    /** Another transaction uses its table for too long; nothing was changed. */
    TABLE,
    /** There is no such partition. */
    MISSING,
    /** Too much of the day has changed since the changes were copied last. */
    CHANGES,
    /** The rows were written to another file, so the copy may lack some; it must begin again. */
    REPLACED
  }

  /**
   * Where the rows of a day are.
   *
   * @param file changes when the rows are written to other pages; null if there is no partition
   * @param pages how many it has
   */
  public record Heap(@Nullable String file, long pages) {}

  /**
   * A partition of notifications.
   *
   * @param waiting whether a message of the day still waits for a time, so that nothing of the day
   *     is removed
   */
  public record NotificationPartition(NotificationDay day, boolean waiting) {}

  /**
   * A day of notifications.
   *
   * @param rewritten what was kept when the day was rewritten last; null if it never was
   */
  public record NotificationDay(LocalDate day, @Nullable Rewritten rewritten) {}

  /**
   * What was kept of a day.
   *
   * @param types of the rows that were kept because their retention was not over
   * @param open how many rows were kept only because they had not ended
   */
  public record Rewritten(Set<String> types, long open, OffsetDateTime at) {}

  /**
   * What a step copied.
   *
   * @param read the rows that were read
   * @param kept those of them that were copied
   * @param open those of them that were copied only because they have not ended
   * @param types of the rows that were copied because their retention is not over
   */
  public record Copied(long read, long kept, long open, Set<String> types) {}

  /**
   * The days that have a partition of notifications, in ascending order, without those of which a
   * message still waits for a time.
   */
  public List<NotificationDay> notificationDays() {
    return notificationPartitions().stream()
        .filter(each -> !each.waiting())
        .map(NotificationPartition::day)
        .toList();
  }

  /** All partitions of notifications, in ascending order of their days. */
  public List<NotificationPartition> notificationPartitions() {
    return jdbc.query(
        """
        select p.day, d.types, d.open, d.looked_at, exists (
          select from deferred w
          where w.notification_id >= lowest_id(p.day) and w.notification_id < lowest_id(p.day + 1))
          as waiting
        from partition_days('notifications') p (day)
        left join notification_days d on d.day = p.day
        order by 1
        """,
        (row, _) -> {
          LocalDate day = row.getObject("day", LocalDate.class);
          return new NotificationPartition(
              new NotificationDay(day, row.getArray("types") == null ? null : rewritten(row)),
              row.getBoolean("waiting"));
        });
  }

  /** The days that have a partition of event digests, in ascending order. */
  public List<LocalDate> digestDays() {
    return jdbc.query(
        "select day from partition_days('event_digests') p (day) order by 1",
        (row, _) -> row.getObject(1, LocalDate.class));
  }

  /** The first days of the weeks that have a partition of business keys, in ascending order. */
  public List<LocalDate> keyWeeks() {
    return jdbc.query(
        "select day from partition_days('business_keys') p (day) order by 1",
        (row, _) -> row.getObject(1, LocalDate.class));
  }

  /**
   * The longest window of a business key; zero if no event type has one. Events that wait for a
   * time, for a month at most, have the window that their type had when they were accepted.
   */
  public Duration longestKeyWindow() {
    return jdbc
        .query(
            """
            select spec->>'businessKeyWindow' from event_types
            where spec->>'businessKeyWindow' is not null
            union
            select v.spec->>'businessKeyWindow' from event_type_versions v
            where v.spec->>'businessKeyWindow' is not null and not exists (
              select from event_type_versions n where n.name = v.name and n.version > v.version
                and n.changed_at < now() - interval '35 days')
            """,
            (row, _) -> Duration.parse(row.getString(1)))
        .stream()
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Whether any event type is stored; if not, no one knows how long notifications are kept. */
  public boolean hasEventTypes() {
    return Boolean.TRUE.equals(
        jdbc.queryForObject("select exists (select from event_types)", Boolean.class));
  }

  /** The retention of the event types that have one of their own. */
  public Map<String, Duration> typeRetentions() {
    Map<String, Duration> retentions = new TreeMap<>();
    jdbc.query(
        "select name, spec->>'retention' from event_types where spec->>'retention' is not null",
        row -> {
          retentions.put(row.getString(1), Duration.parse(row.getString(2)));
        });
    return retentions;
  }

  /**
   * Drops the partition that is named after a day.
   *
   * @param day its last one is more than seven days ago
   */
  public Outcome drop(Table table, LocalDate day) {
    return outcome(
        "select drop_day(?, ?)",
        statement -> {
          statement.setString(1, table.tableName());
          statement.setDate(2, Date.valueOf(day));
        });
  }

  /** Begins to copy a day of notifications; a copy that was not finished is given up. */
  public Outcome beginCopy(LocalDate day) {
    return outcome(
        "select begin_notification_copy(?)", statement -> statement.setDate(1, Date.valueOf(day)));
  }

  /** Whether something is left of a copy. */
  public boolean hasCopy() {
    return Boolean.TRUE.equals(
        jdbc.queryForObject("select has_notification_copy()", Boolean.class));
  }

  /** Gives up a copy. Only after {@link Outcome#DONE}, nothing is left of it. */
  public Outcome abandonCopy() {
    return outcome("select abandon_notification_copy()", _ -> {});
  }

  /** Returns where the notifications of a day are. */
  public Heap heap(LocalDate day) {
    return jdbc.query(
            """
            select day_partition_file('notifications', d),
              coalesce(pg_relation_size(to_regclass(day_partition('notifications', d))), 0)
                / current_setting('block_size')::bigint
            from cast(? as date) d
            """,
            statement -> statement.setDate(1, Date.valueOf(day)),
            (row, _) -> new Heap(row.getString(1), row.getLong(2)))
        .getFirst();
  }

  /**
   * Copies what is kept of some pages of a day.
   *
   * @param firstPage from 0
   * @param endPage exclusive
   */
  public Copied copyPages(LocalDate day, long firstPage, long endPage, KeepRule rule) {
    return jdbc.query(
            """
            select rows_read, rows_kept, rows_open, types
            from copy_notification_pages(?, ?, ?, ?, ?, ?)
            """,
            statement -> {
              statement.setDate(1, Date.valueOf(day));
              statement.setLong(2, firstPage);
              statement.setLong(3, endPage);
              setRule(statement, 4, rule);
            },
            (row, _) ->
                new Copied(row.getLong(1), row.getLong(2), row.getLong(3), texts(row, "types")))
        .getFirst();
  }

  /** Copies again what has changed meanwhile, at most 1,000 changes. */
  public Copied copyChanges(LocalDate day, KeepRule rule) {
    return jdbc.query(
            "select changes, rows_open, types from copy_notification_changes(?, ?, ?, ?)",
            statement -> {
              statement.setDate(1, Date.valueOf(day));
              setRule(statement, 2, rule);
            },
            (row, _) -> new Copied(row.getLong(1), 0, row.getLong(2), texts(row, "types")))
        .getFirst();
  }

  /** Computes the statistics of the copy. */
  public void analyzeCopy() {
    jdbc.execute("select analyze_notification_copy()");
  }

  /**
   * Puts the copy in the place of the partition; without any rows, only drops the partition.
   *
   * @param file that was copied, of {@link #heap}
   * @param types of the rows that were copied because their retention is not over
   * @param open how many were copied only because they have not ended
   */
  public Outcome finishCopy(
      LocalDate day, String file, KeepRule rule, Set<String> types, long open) {
    return outcome(
        "select finish_notification_copy(?, ?, ?, ?, ?, ?, ?)",
        statement -> {
          statement.setDate(1, Date.valueOf(day));
          statement.setString(2, file);
          setRule(statement, 3, rule);
          statement.setArray(6, statement.getConnection().createArrayOf("text", types.toArray()));
          statement.setLong(7, open);
        });
  }

  private Outcome outcome(String sql, PreparedStatementSetter parameters) {
    return jdbc.query(
            sql, parameters, (row, _) -> Outcome.valueOf(row.getString(1).toUpperCase(Locale.ROOT)))
        .getFirst();
  }

  private static void setRule(PreparedStatement statement, int first, KeepRule rule)
      throws SQLException {
    statement.setBoolean(first, rule.othersOver());
    statement.setArray(
        first + 1, statement.getConnection().createArrayOf("text", rule.listed().toArray()));
    statement.setBoolean(first + 2, rule.keepOpen());
  }

  private static Rewritten rewritten(ResultSet row) throws SQLException {
    return new Rewritten(
        texts(row, "types"), row.getLong("open"), row.getObject("looked_at", OffsetDateTime.class));
  }

  private static Set<String> texts(ResultSet row, String column) throws SQLException {
    return new TreeSet<>(List.of((String[]) row.getArray(column).getArray()));
  }
}
