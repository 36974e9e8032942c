package dev.notifier.store.tracking;

import dev.notifier.store.PgArrays;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Receipts that wait for their answer. One that waited in vain can be linked to a segment; it then
 * still counts as waiting until the state is stored and published and {@link #markReported} is called, so
 * that a program that dies in between tells it again. Rows that somebody is using are passed over
 * and never waited for. Thread-safe; calls take part in the transaction of {@link
 * TrackStore#inTransaction}.
 */
public final class UnmatchedReceiptStore {
  private final JdbcTemplate jdbc;

  public UnmatchedReceiptStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Receipts of one route that began to wait in a range of time, in that order.
   *
   * @param maxRows more when several began at the same moment, so that the last one's time is a
   *     place to go on from
   */
  public List<UnmatchedReceipt> list(String route, Instant after, Instant until, int maxRows) {
    return jdbc.query(
        """
        select route, message_id, receipt_state, receipt_at, unmatched_since from submissions
        where route = ? and unmatched_since > ? and unmatched_since <= ? and notification_id is null
        order by unmatched_since
        fetch first ? rows with ties
        """,
        (row, i) ->
            new UnmatchedReceipt(
                row.getString("route"),
                row.getString("message_id"),
                ReceiptOutcome.valueOf(row.getString("receipt_state")),
                instant(row, "receipt_at"),
                instant(row, "unmatched_since")),
        route,
        after.atOffset(ZoneOffset.UTC),
        until.atOffset(ZoneOffset.UTC),
        maxRows);
  }

  /**
   * Links receipts to segments, unless an answer was faster. A real answer with the same id still
   * takes the row over: it is stored as if this one had come before all others.
   *
   * @param owners the keys the receipts wait under, and what they belong to
   * @param byNumber whether by number and time
   */
  public void link(List<MessageIdOwner> owners, boolean byNumber) {
    if (owners.isEmpty()) {
      return;
    }
    jdbc.update(
        """
        with o as materialized (
          select o.* from unnest(?::text[], ?::text[], ?::uuid[], ?::smallint[])
            as o(route, message_id, notification_id, segment)
          join submissions s on s.route = o.route and s.message_id = o.message_id
          where s.notification_id is null
          for update of s skip locked)
        update submissions s set notification_id = o.notification_id, segment = o.segment,
          responded_at = 'epoch', unmatched_phone = case when ?::boolean then s.unmatched_phone end
        from o where s.route = o.route and s.message_id = o.message_id
        """,
        statement ->
            new PgArrays<>(statement, owners)
                .column("text", MessageIdOwner::route)
                .column("text", MessageIdOwner::messageId)
                .column("uuid", MessageIdOwner::notificationId)
                .column("smallint", MessageIdOwner::segment)
                .one(Boolean.toString(byNumber)));
  }

  /** Receipts that were linked and may not be told yet. */
  public List<LateMatchedReceipt> listLinked(int maxRows) {
    return jdbc.query(
        """
        select route, message_id, notification_id, segment, receipt_state, receipt_error, receipt_at,
          unmatched_phone is not null as by_number
        from submissions where unmatched_since is not null and notification_id is not null
        order by route, unmatched_since limit ?
        """,
        (row, i) ->
            new LateMatchedReceipt(TrackStore.segmentReceipt(row), row.getBoolean("by_number")),
        maxRows);
  }

  /** These are stored and published. */
  public void markReported(List<LateMatchedReceipt> linked) {
    if (linked.isEmpty()) {
      return;
    }
    jdbc.update(
        """
        with t as materialized (
          select t.* from unnest(?::text[], ?::text[]) as t(route, message_id)
          join submissions s on s.route = t.route and s.message_id = t.message_id
          where s.notification_id is not null
          for update of s skip locked)
        update submissions s set unmatched_since = null, unmatched_phone = null,
          unmatched_partition = null, unmatched_offset = null
        from t where s.route = t.route and s.message_id = t.message_id
        """,
        statement ->
            new PgArrays<>(statement, linked)
                .column("text", one -> one.receipt().route())
                .column("text", one -> one.receipt().messageId()));
  }

  /**
   * Final receipts that waited past the deadline and can only be about one unconfirmed segment, by
   * route, number and time, while no other receipt can be about it. A segment that was sent twice
   * counts as one that may fit. Reads only.
   *
   * @param deadlines by route: a receipt that began to wait later has time left
   * @param plannedFrom older notifications are not looked at
   */
  public List<MessageIdOwner> findByNumber(Map<String, Instant> deadlines, Instant plannedFrom) {
    List<Map.Entry<String, Instant>> routes = List.copyOf(deadlines.entrySet());
    return jdbc.query(
        FIND_BY_NUMBER,
        statement ->
            new PgArrays<>(statement, routes)
                .one(SweepStore.lowestId(plannedFrom).toString())
                .column("text", Map.Entry::getKey)
                .time(Map.Entry::getValue),
        (row, i) ->
            new MessageIdOwner(
                row.getString("route"),
                row.getString("message_id"),
                row.getObject("id", UUID.class),
                1 + Long.numberOfTrailingZeros(row.getLong("unconfirmed_segments"))));
  }

  /** Numbers with many doubts can never be settled; leaving them out bounds the pairs. */
  private static final String FIND_BY_NUMBER =
      """
      with candidates as materialized (
        select id, route, phone, planned_at, unconfirmed_segments,
          count(*) over (partition by route, phone) as per_phone
        from notifications
        where (unconfirmed_segments <> 0 or possible_duplicate) and id >= ?::uuid
          and phone is not null),
      pairs as (
        select s.route, s.message_id, c.id, c.unconfirmed_segments,
          count(*) over (partition by s.route, s.message_id) as candidates,
          count(*) over (partition by c.id) as receipts
        from candidates c
        join unnest(?::text[], ?::timestamptz[]) as r(route, deadline) on r.route = c.route
        join submissions s on s.route = c.route and s.unmatched_phone = c.phone
        where c.per_phone <= 10 and s.notification_id is null and s.unmatched_since < r.deadline
          and s.receipt_state not in ('IN_PROGRESS', 'UNKNOWN')
          and s.receipt_at >= c.planned_at
          and s.receipt_at < c.planned_at + interval '48 hours')
      select route, message_id, id, unconfirmed_segments from pairs
      where candidates = 1 and receipts = 1 and bit_count(unconfirmed_segments::bit(64)) = 1
      limit 2000
      """;

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
