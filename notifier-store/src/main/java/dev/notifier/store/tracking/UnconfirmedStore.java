package dev.notifier.store.tracking;

import dev.notifier.store.PgInstants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads unconfirmed notifications: those with held segments without a response. Thread-safe. */
public final class UnconfirmedStore {
  /** How many partitions a query plans. */
  private static final int DAYS = 31;

  /** Partitions without rows, for the next days. */
  private static final int DAYS_AHEAD = 15;

  /** No id of a notification is as high. */
  private static final UUID LAST = new UUID(-1, -1);

  /** All three read an index that has the unconfirmed ones only, the last planned one first. */
  static final String LIST =
      """
      select id, source, event_id, type, category, route, unconfirmed_segments, possible_duplicate,
        coalesce(unconfirmed_since, planned_at) as since
      from (
        select * from notifications where unconfirmed_segments <> 0 and id >= ? and id < ?
        order by id desc limit ?) n
      where tenant = ? and (?::text is null or route = ?)
      order by id desc limit ?
      """;

  /** How many there are in a range of ids, and the lowest id. */
  static final String COUNT_RANGE =
      """
      select id, count(*) over () from (
        select id from notifications where unconfirmed_segments <> 0 and id >= ? and id < ?
        order by id desc limit ?) n
      order by id limit 1
      """;

  /** How many each route has. */
  static final String COUNT =
      """
      select route, count(*) from (
        select route, tenant from notifications
        where unconfirmed_segments <> 0 and route is not null and id >= ?
        order by id desc limit ?) n
      where ?::text is null or tenant = ?
      group by route
      """;

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
   * Some of the notifications of a list.
   *
   * @param next if fewer than wanted were found among those that a page looks at: the id below
   *     which the next page begins; null if there are no more
   */
  public record Found(List<UnconfirmedNotification> notifications, @Nullable UUID next) {}

  /**
   * Returns a page of a tenant's notifications, the last planned one first. Looks at no more than
   * {@link SweepStore#MAX_COUNT} unconfirmed notifications, of whichever tenant and route, and a
   * month in each query, so that PostgreSQL plans few partitions.
   *
   * @param route null for all routes
   * @param cursor the last id of the page before; null for the first page
   * @param limit the most notifications
   */
  public Found list(String tenant, @Nullable String route, @Nullable UUID cursor, int limit) {
    List<UnconfirmedNotification> found = new ArrayList<>();
    int looked = 0;
    for (Range month : months(cursor == null ? LAST : cursor)) {
      List<UnconfirmedNotification> read =
          read(month, tenant, route, limit - found.size(), SweepStore.MAX_COUNT - looked);
      found.addAll(read);
      if (found.size() >= limit) {
        return new Found(found, null);
      }
      RangeCount end = countRange(month, SweepStore.MAX_COUNT - looked);
      looked += end.rows();
      if (looked >= SweepStore.MAX_COUNT) {
        return new Found(found, end.last());
      }
    }
    return new Found(found, null);
  }

  /**
   * Ids of some days.
   *
   * @param from the first one
   * @param until the end, exclusive
   */
  private record Range(UUID from, UUID until) {}

  /** How many unconfirmed notifications there are in a range, and the last one. */
  private record RangeCount(int rows, @Nullable UUID last) {}

  /** The months that have partitions and ids below one, the newest first. */
  private List<Range> months(UUID until) {
    List<Range> months = new ArrayList<>();
    List<UUID> days = firstIds();
    for (int day = 0; day < days.size(); day += DAYS) {
      UUID from = days.get(Math.min(day + DAYS, days.size()) - 1);
      UUID end = day == 0 ? LAST : days.get(day - 1);
      if (isBelow(from, until)) {
        months.add(new Range(from, isBelow(until, end) ? until : end));
      }
    }
    return months;
  }

  /** In the order of PostgreSQL: Java's compares with signs. */
  private static boolean isBelow(UUID id, UUID other) {
    return id.toString().compareTo(other.toString()) < 0;
  }

  /** The lowest id of each day that has a partition, the newest day first. */
  private List<UUID> firstIds() {
    return jdbc.query(
        "select lowest_id(d) from partition_days('notifications') d order by d desc",
        (row, _) -> row.getObject(1, UUID.class));
  }

  private List<UnconfirmedNotification> read(
      Range range, String tenant, @Nullable String route, int limit, int maxRows) {
    return jdbc.query(
        LIST,
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
                PgInstants.get(row, "since")),
        range.from(),
        range.until(),
        maxRows,
        tenant,
        route,
        route,
        limit);
  }

  private RangeCount countRange(Range range, int maxRows) {
    return jdbc
        .query(
            COUNT_RANGE,
            (row, _) -> new RangeCount(row.getInt(2), row.getObject(1, UUID.class)),
            range.from(),
            range.until(),
            maxRows)
        .stream()
        .findFirst()
        .orElse(new RangeCount(0, null));
  }

  /**
   * Counts the notifications of a tenant on a route among the last {@link SweepStore#MAX_COUNT}
   * unconfirmed ones of about a month.
   */
  public long count(String tenant, String route) {
    List<UUID> days = firstIds();
    return days.isEmpty()
        ? 0
        : counts(days.get(Math.min(DAYS + DAYS_AHEAD, days.size()) - 1), tenant)
            .getOrDefault(route, 0L);
  }

  /**
   * Counts the notifications by route, of the last {@link SweepStore#MAX_COUNT} planned since a
   * time; omits routes without any.
   */
  public Map<String, Long> counts(Instant plannedFrom) {
    return counts(SweepStore.lowestId(plannedFrom), null);
  }

  private Map<String, Long> counts(UUID from, @Nullable String tenant) {
    Map<String, Long> counts = new HashMap<>();
    jdbc.query(
        COUNT,
        row -> {
          counts.put(row.getString(1), row.getLong(2));
        },
        from,
        SweepStore.MAX_COUNT,
        tenant,
        tenant);
    return counts;
  }
}
