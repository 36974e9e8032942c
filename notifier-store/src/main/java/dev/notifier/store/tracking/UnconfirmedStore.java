package dev.notifier.store.tracking;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads unconfirmed notifications: those with held segments without a response. Thread-safe. */
public final class UnconfirmedStore {
  private final JdbcTemplate jdbc;

  public UnconfirmedStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * A notification for which it is unknown whether the carrier accepted it.
   *
   * @param unconfirmedSegments the unconfirmed segments, one bit for each (bit segment - 1)
   * @param resent whether a submission was repeated, so that the recipient may have it twice
   * @param since when a submission was first left without a response
   */
  public record UnconfirmedNotification(
      UUID id,
      String source,
      String eventId,
      String type,
      String category,
      String route,
      long unconfirmedSegments,
      boolean resent,
      Instant since) {}

  /**
   * Returns a page of notifications, the last planned one first.
   *
   * @param route null for all routes
   * @param cursor the last id of the page before; null for the first page
   * @param limit the most notifications
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
        (row, _) ->
            new UnconfirmedNotification(
                row.getObject("id", UUID.class),
                row.getString("source"),
                row.getString("event_id"),
                row.getString("type"),
                row.getString("category"),
                row.getString("route"),
                row.getLong("unconfirmed_segments"),
                row.getBoolean("possible_duplicate"),
                TrackRows.instant(row, "since")),
        cursor,
        cursor,
        route,
        route,
        limit);
  }

  /**
   * Counts the notifications, at most {@link SweepStore#MAX_COUNT}.
   *
   * @param route null for all routes
   */
  public long count(@Nullable String route) {
    Long count =
        jdbc.queryForObject(
            """
            select count(*) from (
              select from notifications
              where unconfirmed_segments <> 0 and (?::text is null or route = ?::text)
              limit ?) n
            """,
            Long.class,
            route,
            route,
            SweepStore.MAX_COUNT);
    return count == null ? 0 : count;
  }

  /**
   * Counts the notifications by route, of the last {@link SweepStore#MAX_COUNT} planned since a
   * time; omits routes without any.
   */
  public Map<String, Long> counts(Instant plannedFrom) {
    Map<String, Long> counts = new HashMap<>();
    jdbc.query(
        """
        select route, count(*) from (
          select route from notifications
          where unconfirmed_segments <> 0 and route is not null and id >= ?
          order by id desc limit ?) n
        group by route
        """,
        row -> {
          counts.put(row.getString(1), row.getLong(2));
        },
        SweepStore.lowestId(plannedFrom),
        SweepStore.MAX_COUNT);
    return counts;
  }
}
