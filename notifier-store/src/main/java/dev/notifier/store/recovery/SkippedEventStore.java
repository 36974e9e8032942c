package dev.notifier.store.recovery;

import dev.notifier.contracts.Lane;
import dev.notifier.store.PgInstants;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads, marks and deletes the events whose notification is skipped for a reason that operators
 * own, and records the orders to plan them again. The plan stage stores them, and deletes them when
 * it plans them again. Thread-safe.
 */
public final class SkippedEventStore {
  private static final String PAGE =
      """
      select notification_id, type, reason, expires_at, ordered_at, null as tenant
      from skipped_events
      where notification_id > ? and notification_id < ? order by notification_id limit ?
      """;

  /** The event itself has the tenant only in its record; that of the notification never changes. */
  private static final String PAGE_WITH_TENANT =
      """
      select s.notification_id, s.type, s.reason, s.expires_at, s.ordered_at, n.tenant
      from (
        select notification_id, type, reason, expires_at, ordered_at from skipped_events
        where notification_id > ? and notification_id < ? order by notification_id limit ?) s
      left join lateral (
        select tenant from notifications where id = s.notification_id limit 1) n on true
      order by s.notification_id
      """;

  private final JdbcTemplate jdbc;

  public SkippedEventStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Which events.
   *
   * @param reason null for every reason
   * @param type null for every type
   * @param from when they were planned first, inclusive; null for all
   * @param to when they were planned first, exclusive; null for all
   */
  public record Selection(
      @Nullable String reason,
      @Nullable String type,
      @Nullable Instant from,
      @Nullable Instant to) {}

  /**
   * A skipped event without its data.
   *
   * @param id of its notification
   * @param tenant null if its notification was deleted, or if it was not asked for
   * @param orderedAt when it was last written to its lane again; null if it was not
   */
  public record SkippedEvent(
      UUID id,
      @Nullable String tenant,
      String type,
      String reason,
      @Nullable Instant expiresAt,
      @Nullable Instant orderedAt) {}

  /** The record of an event. Contains personal data. */
  @SuppressWarnings("ArrayRecordComponent") // They are passed on and never compared.
  public record EventData(UUID id, Lane lane, byte @Nullable [] key, byte[] value) {
    /** Omits personal data. */
    @Override
    public String toString() {
      return "EventData[" + id + ", " + value.length + " bytes]";
    }
  }

  /** Returns the time of PostgreSQL's clock. */
  public Instant now() {
    OffsetDateTime now = jdbc.queryForObject("select clock_timestamp()", OffsetDateTime.class);
    if (now == null) {
      throw new IllegalStateException("PostgreSQL returned no time");
    }
    return now.toInstant();
  }

  /**
   * Returns events of all tenants in the order of their ids.
   *
   * @param after the id before the first one, exclusive
   * @param until the id after the last one, exclusive
   * @param maxRows the most events
   * @param withTenant whether their tenants are read, from their notifications
   */
  public List<SkippedEvent> page(UUID after, UUID until, int maxRows, boolean withTenant) {
    return jdbc.query(
        withTenant ? PAGE_WITH_TENANT : PAGE,
        (row, _) ->
            new SkippedEvent(
                row.getObject(1, UUID.class),
                row.getString(6),
                row.getString(2),
                row.getString(3),
                PgInstants.getNullable(row, 4),
                PgInstants.getNullable(row, 5)),
        after,
        until,
        maxRows);
  }

  /** Returns the records of those events that are still kept. */
  public List<EventData> records(Collection<UUID> ids) {
    return jdbc.query(
        """
        select notification_id, lane, record_key, record_value from skipped_events
        where notification_id = any(?) order by notification_id
        """,
        statement -> statement.setArray(1, uuids(statement.getConnection(), ids)),
        (row, _) ->
            new EventData(
                row.getObject(1, UUID.class),
                Lane.valueOf(row.getString(2)),
                row.getBytes(3),
                row.getBytes(4)));
  }

  /**
   * Stores when the events are ordered. Called before they are written: if the plan stage skips one
   * again, it is not ordered any more.
   *
   * @param at null if Kafka has not confirmed them
   * @return how many are still kept
   */
  public int markOrdered(Collection<UUID> ids, @Nullable Instant at) {
    return jdbc.update(
        """
        update skipped_events s set ordered_at = ? from (
          select notification_id from skipped_events where notification_id = any(?)
          order by notification_id for update) l
        where s.notification_id = l.notification_id
        """,
        statement -> {
          statement.setObject(1, time(at));
          statement.setArray(2, uuids(statement.getConnection(), ids));
        });
  }

  /**
   * Deletes the oldest events. Skips locked rows, so it never blocks another transaction.
   *
   * @param until the id after the last one, exclusive
   * @return how many were deleted
   */
  public int delete(UUID until, int maxRows) {
    return jdbc.update(
        """
        delete from skipped_events where notification_id in (
          select notification_id from skipped_events where notification_id < ?
          order by notification_id limit ? for update skip locked)
        """,
        until,
        maxRows);
  }

  /**
   * Deletes events that have expired, and therefore are never planned again. Skips locked rows.
   *
   * @return how many were deleted
   */
  public int deleteExpired(Instant now, int maxRows) {
    return jdbc.update(
        """
        delete from skipped_events where notification_id in (
          select notification_id from skipped_events where expires_at < ?
          order by expires_at limit ? for update skip locked)
        """,
        time(now),
        maxRows);
  }

  /** The id of the oldest event; null if there is none. */
  public @Nullable UUID oldest() {
    List<UUID> oldest =
        jdbc.query(
            "select notification_id from skipped_events order by notification_id limit 1",
            (row, _) -> row.getObject(1, UUID.class));
    return oldest.isEmpty() ? null : oldest.getFirst();
  }

  /**
   * Records an order before it is carried out.
   *
   * @param by who gives it
   * @return its number
   */
  public long addOrder(String by, Selection selection) {
    Long id =
        jdbc.queryForObject(
            """
            insert into plan_again_orders (ordered_by, reason, type, from_time, to_time)
            values (?, ?, ?, ?, ?) returning id
            """,
            Long.class,
            by,
            selection.reason(),
            selection.type(),
            time(selection.from()),
            time(selection.to()));
    if (id == null) {
      throw new IllegalStateException("PostgreSQL returned no number");
    }
    return id;
  }

  /**
   * Records how many events were written because of an order.
   *
   * @return 1, or 0 if the order does not exist
   */
  public int finishOrder(long order, int events) {
    return jdbc.update("update plan_again_orders set events = ? where id = ?", events, order);
  }

  private static Array uuids(Connection connection, Collection<UUID> ids) throws SQLException {
    return connection.createArrayOf("uuid", ids.toArray());
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }
}
