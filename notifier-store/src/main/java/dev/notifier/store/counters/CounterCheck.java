package dev.notifier.store.counters;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Compares the counters with a count of all notifications, for tests and after faults. Reads every
 * notification of the hours. Thread-safe.
 */
public final class CounterCheck {
  private static final int MAX_DIFFERENCES = 20;

  private static final int VERSION_AND_RANDOM_BITS = 16;

  /** One statement, so everything is as of one moment. */
  private static final String DIFFERENCES =
      """
      select hour, tenant, type, template, route, lane, state, reason, sum(number) as number,
        sum(segments) as segments
      from (
        select hour_of(id), KEY, 1, segments from notifications where id >= ? and id < ?
        union all
        select hour, tenant, type, template, route, lane, state, reason, -number, -segments
        from counters where hour >= ? and hour < ?
        union all
        select hour, tenant, type, template, route, lane, state, reason, -number, -segments
        from UNFOLDED and hour >= ? and hour < ?)
        as c (hour, tenant, type, template, route, lane, state, reason, number, segments)
      group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(number) <> 0 or sum(segments) <> 0
      order by 1, 2, 3, 4, 5, 6, 7, 8 limit %d
      """
          .formatted(MAX_DIFFERENCES)
          .replace("KEY", CounterDeltas.KEY)
          .replace("UNFOLDED", CounterStore.UNFOLDED);

  private final JdbcTemplate jdbc;

  public CounterCheck(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Returns what differs, one line for each counter; at most 20 lines.
   *
   * @param from the first full hour of which all notifications are still stored
   * @param to the end, exclusive; a full hour
   */
  public List<@Nullable String> differences(Instant from, Instant to) {
    Object first = from.atOffset(ZoneOffset.UTC);
    Object end = to.atOffset(ZoneOffset.UTC);
    return jdbc.query(
        DIFFERENCES,
        (row, _) ->
            "%s %s %s %s %s %s %s %s: the counters lack %d notifications and %d segments"
                .formatted(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8),
                    row.getLong(9),
                    row.getLong(10)),
        lowestId(from),
        lowestId(to),
        first,
        end,
        CounterStore.addedUntil(jdbc),
        first,
        end);
  }

  private static UUID lowestId(Instant at) {
    return new UUID(at.toEpochMilli() << VERSION_AND_RANDOM_BITS, 0);
  }
}
