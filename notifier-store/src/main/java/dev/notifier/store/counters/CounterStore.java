package dev.notifier.store.counters;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads how many notifications are in a state now. The counts are exact: each query adds what is
 * not yet folded into the counters, as of one moment. They stay when notifications are deleted, and
 * contain no personal data. Thread-safe.
 */
public final class CounterStore {
  /**
   * What is not yet folded. The id, up to which everything is added, may be an earlier one than
   * now.
   */
  public static final String UNFOLDED = "counter_deltas where id > ?";

  private static final String TOTALS =
      """
      select state, reason, sum(number)::int8 as number, sum(segments)::int8 as segments from (
        select state, reason, number, segments from counters where WANTED
        union all
        select state, reason, number, segments from UNFOLDED and WANTED) c
      group by state, reason having sum(number) <> 0 order by state, reason
      """
          .replace("UNFOLDED", UNFOLDED)
          .replace(
              "WANTED",
              """
              hour >= ? and hour < ? and (?::text is null or tenant = ?)
                and (?::text is null or type = ?) and (?::text is null or template = ?)
                and (?::text is null or route = ?)\
              """);

  private static final String PROGRESS =
      """
      select state, reason, sum(number)::int8 as number, sum(segments)::int8 as segments from (
        select state, reason, number, segments from batch_counters where %s
        union all
        select state, reason, number, segments from UNFOLDED and %s) c
      group by state, reason having sum(number) <> 0 order by state, reason
      """
          .replace("UNFOLDED", UNFOLDED);

  private final JdbcTemplate jdbc;

  public CounterStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Which notifications to count. A field that is null selects all values; an empty text selects
   * notifications without one.
   *
   * @param from the first hour of planning, a full hour in UTC
   * @param to the end, exclusive; a full hour
   */
  public record Selection(
      Instant from,
      Instant to,
      @Nullable String tenant,
      @Nullable String type,
      @Nullable String template,
      @Nullable String route) {
    /** Everything that was planned in these hours. */
    public static Selection of(Instant from, Instant to) {
      return new Selection(from, to, null, null, null, null);
    }
  }

  /**
   * The notifications that are in a state for a reason.
   *
   * @param state the name of a state, perhaps of a newer release
   * @param reason null if there is none
   * @param number of notifications, from 1
   * @param segments of their messages; 0 for notifications without a message
   */
  public record Count(String state, @Nullable String reason, long number, long segments) {}

  /** Counts the notifications of a selection, by state and reason in alphabetical order. */
  public List<Count> totals(Selection selection) {
    return counts(
        TOTALS,
        selection.from().atOffset(ZoneOffset.UTC),
        selection.to().atOffset(ZoneOffset.UTC),
        selection.tenant(),
        selection.tenant(),
        selection.type(),
        selection.type(),
        selection.template(),
        selection.template(),
        selection.route(),
        selection.route());
  }

  /** Counts the notifications of a batch, by state and reason in alphabetical order. */
  public List<Count> ofBatch(String tenant, UUID batch) {
    String wanted = "tenant = ? and batch_id = ?";
    return counts(PROGRESS.formatted(wanted, wanted), tenant, batch);
  }

  /** Counts the notifications of a tenant's group, as {@link #ofBatch}. */
  public List<Count> ofGroup(String tenant, String group) {
    return counts(
        PROGRESS.formatted(
            "tenant = ? and batch_id is null and group_id = ?", "tenant = ? and group_id = ?"),
        tenant,
        group);
  }

  /** How long the oldest change has waited to be added to the counters; zero if none waits. */
  public Duration oldestUnfolded() {
    List<Long> millis =
        jdbc.query(
            "select (extract(epoch from clock_timestamp() - at) * 1000)::int8 from "
                + UNFOLDED
                + " order by id limit 1",
            (row, _) -> row.getLong(1),
            addedUntil(jdbc));
    return millis.isEmpty() ? Duration.ZERO : Duration.ofMillis(Math.max(0, millis.getFirst()));
  }

  /**
   * Up to which id of a delta all are added. A query of its own, so that PostgreSQL knows the
   * number when it plans a statement, and reads no remains of deleted rows. A reader of both counts
   * what was added meanwhile twice, unless one statement reads both.
   */
  public static long addedUntil(JdbcTemplate jdbc) {
    List<Long> until =
        jdbc.query("select added_until from counter_folds", (row, _) -> row.getLong(1));
    return until.isEmpty() ? 0 : until.getFirst();
  }

  /**
   * @param wanted the values of the conditions, which occur twice
   */
  private List<Count> counts(String sql, @Nullable Object... wanted) {
    @Nullable Object[] values = new @Nullable Object[2 * wanted.length + 1];
    System.arraycopy(wanted, 0, values, 0, wanted.length);
    values[wanted.length] = addedUntil(jdbc);
    System.arraycopy(wanted, 0, values, wanted.length + 1, wanted.length);
    return jdbc.query(sql, CounterStore::count, values);
  }

  private static Count count(ResultSet row, int index) throws SQLException {
    String reason = row.getString("reason");
    return new Count(
        row.getString("state"),
        reason.isEmpty() ? null : reason,
        row.getLong("number"),
        row.getLong("segments"));
  }
}
