package dev.notifier.store.tracking;

import dev.notifier.store.PgArrays;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads and links unmatched receipts: those without a response. A receipt that never gets a
 * response can be linked to a segment. It still counts as unmatched until the state is stored and
 * published and {@link #markReported} is called, so after a crash in between it is reported again.
 * Locked rows are skipped. Thread-safe; calls take part in the transaction of {@code
 * TrackStore#inTransaction}.
 */
public final class UnmatchedReceiptStore {
  private final JdbcTemplate jdbc;

  public UnmatchedReceiptStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * An unmatched receipt.
   *
   * @param messageId the message id under which it is stored
   * @param since when it was stored
   */
  public record UnmatchedReceipt(
      String route, String messageId, ReceiptOutcome state, Instant receivedAt, Instant since) {}

  /**
   * A receipt that was linked to a segment.
   *
   * @param byNumber whether it was matched by the recipient's number and the time, or else by
   *     another notation of its message id
   */
  public record LateMatchedReceipt(SegmentReceipt receipt, boolean byNumber) {}

  /**
   * Returns unmatched receipts of one route in the order in which they were stored.
   *
   * @param after the time after which they were stored
   * @param until the time until which they were stored
   * @param maxRows the maximum number of receipts; exceeded if the last ones have the same time, so
   *     that the next page can start after that time
   */
  public List<UnmatchedReceipt> list(String route, Instant after, Instant until, int maxRows) {
    return jdbc.query(
        """
        select route, message_id, receipt_state, receipt_at, unmatched_since from submissions
        where route = ? and unmatched_since > ? and unmatched_since <= ? and notification_id is null
        order by unmatched_since
        fetch first ? rows with ties
        """,
        (row, _) ->
            new UnmatchedReceipt(
                row.getString("route"),
                row.getString("message_id"),
                ReceiptOutcome.valueOf(row.getString("receipt_state")),
                TrackRows.instant(row, "receipt_at"),
                TrackRows.instant(row, "unmatched_since")),
        route,
        after.atOffset(ZoneOffset.UTC),
        until.atOffset(ZoneOffset.UTC),
        maxRows);
  }

  /**
   * Links receipts to segments, unless a response was stored first. A later response with the same
   * message id takes over the row, because the time of the link counts as earlier than all others.
   *
   * @param owners the message ids of the receipts and the segments to which they belong
   * @param byNumber whether they were matched by number and time
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
                .value(Boolean.toString(byNumber)));
  }

  /** Returns receipts that are linked and perhaps not yet reported. */
  public List<LateMatchedReceipt> listLinked(int maxRows) {
    return jdbc.query(
        """
        select route, message_id, notification_id, segment, receipt_state, receipt_error, receipt_at,
          unmatched_phone is not null as by_number
        from submissions where unmatched_since is not null and notification_id is not null
        order by route, unmatched_since limit ?
        """,
        (row, _) -> new LateMatchedReceipt(TrackRows.receipt(row), row.getBoolean("by_number")),
        maxRows);
  }

  /** Marks linked receipts whose states are stored and published as matched. */
  public void markReported(List<LateMatchedReceipt> reported) {
    if (reported.isEmpty()) {
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
            new PgArrays<>(statement, reported)
                .column("text", each -> each.receipt().route())
                .column("text", each -> each.receipt().messageId()));
  }

  /**
   * Matches final receipts with unconfirmed segments by route, number and time. A match must be
   * unique: the receipt fits one segment only, and no other receipt fits this segment. A segment
   * that was submitted twice counts as a candidate. Reads only.
   *
   * @param deadlines by route, the time before which a receipt was stored
   * @param plannedFrom the planning time of the first notification to consider
   */
  public List<MessageIdOwner> findByNumber(Map<String, Instant> deadlines, Instant plannedFrom) {
    List<Map.Entry<String, Instant>> routes = List.copyOf(deadlines.entrySet());
    return jdbc.query(
        FIND_BY_NUMBER,
        statement ->
            new PgArrays<>(statement, routes)
                .value(SweepStore.lowestId(plannedFrom).toString())
                .column("text", Map.Entry::getKey)
                .time(Map.Entry::getValue),
        (row, _) ->
            new MessageIdOwner(
                row.getString("route"),
                row.getString("message_id"),
                row.getObject("id", UUID.class),
                1 + Long.numberOfTrailingZeros(row.getLong("unconfirmed_segments"))));
  }

  /** Excludes numbers with many candidates: they have no unique match and many pairs. */
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
}
