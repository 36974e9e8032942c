package dev.notifier.store.tracking;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is unconfirmed: submissions whose answer is missing and that are held. Thread-safe. */
public final class UnconfirmedStore {
  public static final int MAX_LIMIT = 1_000;

  private final JdbcTemplate jdbc;

  public UnconfirmedStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * A page, the latest planned first.
   *
   * @param route of which; null = of all
   * @param cursor the last id of the page before; null = from the beginning
   * @param limit at most {@value #MAX_LIMIT}
   */
  public List<UnconfirmedNotification> list(
      @Nullable String route, @Nullable UUID cursor, int limit) {
    return jdbc.query(
        """
        select id, source, event_id, type, category, route, unconfirmed_segments, possible_duplicate,
          coalesce(unconfirmed_since, planned_at) as since
        from notifications
        where unconfirmed_segments <> 0 and (?::uuid is null or id < ?::uuid)
          and (?::text is null or route = ?::text)
        order by id desc limit ?
        """,
        (row, i) ->
            new UnconfirmedNotification(
                row.getObject("id", UUID.class),
                row.getString("source"),
                row.getString("event_id"),
                row.getString("type"),
                row.getString("category"),
                row.getString("route"),
                row.getLong("unconfirmed_segments"),
                row.getBoolean("possible_duplicate"),
                row.getObject("since", OffsetDateTime.class).toInstant()),
        cursor,
        cursor,
        route,
        route,
        Math.clamp(limit, 1, MAX_LIMIT));
  }

  /**
   * How many notifications.
   *
   * @param route of which; null = of all
   */
  public long count(@Nullable String route) {
    Long count =
        jdbc.queryForObject(
            """
            select count(*) from notifications
            where unconfirmed_segments <> 0 and (?::text is null or route = ?::text)
            """,
            Long.class,
            route,
            route);
    return count == null ? 0 : count;
  }

  /** How many notifications, by route; routes without any are left out. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    jdbc.query(
        """
        select route, count(*) from notifications
        where unconfirmed_segments <> 0 and route is not null group by route
        """,
        row -> {
          counts.put(row.getString(1), row.getLong(2));
        });
    return counts;
  }
}
