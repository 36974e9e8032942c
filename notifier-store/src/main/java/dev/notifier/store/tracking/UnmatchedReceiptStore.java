package dev.notifier.store.tracking;

import dev.notifier.store.PgArrays;
import dev.notifier.store.PgInstants;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads and links unmatched receipts: those without a response. A receipt that never gets a
 * response can be linked to a segment. It still counts as unmatched until the state is stored and
 * published and {@link #markReported} is called, so after a crash in between it is reported again.
 * Locked rows are skipped. Thread-safe; calls take part in the transaction of {@code
 * TrackStore#inTransaction}.
 */
public final class UnmatchedReceiptStore {
  /** The most segments and the most receipts that are read for one number. */
  public static final int MAX_PER_NUMBER = 200;

  private final JdbcTemplate jdbc;
  private final OpenSegments openSegments;

  public UnmatchedReceiptStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.openSegments = new OpenSegments(jdbc);
  }

  /**
   * An unmatched receipt.
   *
   * @param otherNumber see {@link ReceivedReceipt#otherNumber}
   * @param readings see {@link ReceivedReceipt#readings}
   * @param since when it was stored, by PostgreSQL's clock
   */
  public record UnmatchedReceipt(
      SubmissionKey key,
      long otherNumber,
      ReceiptOutcome state,
      Instant receivedAt,
      List<ReceiptReading> readings,
      Instant since) {
    /** Returns the receipt as one of its readings shows it. */
    public UnmatchedReceipt read(ReceiptReading reading) {
      return new UnmatchedReceipt(
          key.withMessageId(reading.messageId()),
          otherNumber,
          reading.state(),
          receivedAt,
          List.of(),
          since);
    }
  }

  /** How a receipt was linked to a segment. */
  public enum LinkedBy {
    /** The form of its message id. */
    FORM,
    /** The number of the recipient and the time. */
    NUMBER,
    /** It was held back, because its response is old. */
    ID
  }

  /**
   * A receipt and the segment to which it is linked.
   *
   * @param reading the right one, if there are several
   */
  public record Link(
      SubmissionKey receipt,
      UUID notificationId,
      int segment,
      LinkedBy by,
      @Nullable ReceiptReading reading) {}

  /** A linked receipt. */
  public record LateMatchedReceipt(SegmentReceipt receipt, LinkedBy by) {}

  /**
   * The messages of one account to one number at some time.
   *
   * @param from the time of the first response
   * @param until the time of the last response
   */
  public record NumberLookup(short account, long number, Instant from, Instant until) {}

  /**
   * A notification with unconfirmed segments, or of which a segment was sent twice.
   *
   * @param unconfirmedSegments one bit for each (bit segment - 1)
   */
  public record UnconfirmedCandidate(
      UUID id, String phone, String route, Instant plannedAt, long unconfirmedSegments) {}

  /**
   * Returns unmatched receipts of one account in the order in which they were stored.
   *
   * @param after the time after which they were stored
   * @param until the time until which they were stored
   * @param maxRows the maximum number of receipts; exceeded if the last ones have the same time, so
   *     that the next page can start after that time
   */
  public List<UnmatchedReceipt> list(short account, Instant after, Instant until, int maxRows) {
    return jdbc.query(
        """
        select account, message_id, number, other_number, receipt_state, receipt_at, readings,
          unmatched_since
        from submissions
        where account = ? and unmatched_since > ? and unmatched_since <= ?
          and notification_id is null
        order by unmatched_since
        fetch first ? rows with ties
        """,
        (row, _) -> TrackRows.unmatched(row),
        account,
        after.atOffset(ZoneOffset.UTC),
        until.atOffset(ZoneOffset.UTC),
        maxRows);
  }

  /**
   * Returns the unmatched receipts of these numbers, at most {@value #MAX_PER_NUMBER} of each.
   *
   * @param numbers of which the times are ignored
   */
  public List<UnmatchedReceipt> listOf(Collection<NumberLookup> numbers) {
    return jdbc.query(
        """
        select o.* from unnest(?::int2[], ?::int8[]) as r(account, number)
          cross join lateral (
            select s.account, s.message_id, s.number, s.other_number, s.receipt_state, s.receipt_at,
              s.readings, s.unmatched_since
            from submissions s
            where s.number = r.number and s.responded_at is null and s.account = r.account
              and s.unmatched_since is not null
            limit ?) o
        """,
        statement ->
            new PgArrays<>(statement, List.copyOf(numbers))
                .column("int2", NumberLookup::account)
                .column("int8", NumberLookup::number)
                .value(MAX_PER_NUMBER),
        (row, _) -> TrackRows.unmatched(row));
  }

  /**
   * Returns the accepted segments of these numbers, with or without an id, the last ones first.
   *
   * @return at most {@value #MAX_PER_NUMBER} of each number; if there are so many, others are
   *     missing
   */
  public List<SubmissionOwner> accepted(Collection<NumberLookup> numbers) {
    return openSegments.read(
        jdbc.query(
            ACCEPTED,
            statement ->
                new PgArrays<>(statement, List.copyOf(numbers))
                    .column("int2", NumberLookup::account)
                    .column("int8", NumberLookup::number)
                    .time(NumberLookup::from)
                    .time(NumberLookup::until)
                    .value(MAX_PER_NUMBER),
            (row, _) -> TrackRows.owner(row)));
  }

  private static final String ACCEPTED =
      """
      select o.* from unnest(?::int2[], ?::int8[], ?::timestamptz[], ?::timestamptz[])
          as r(account, number, first, last)
        cross join lateral (
          select s.account, s.message_id, s.number, s.notification_id, s.segment, s.responded_at
          from submissions s
          where s.number = r.number and s.account = r.account and s.notification_id is not null
            and s.responded_at >= r.first and s.responded_at <= r.last
          order by s.responded_at desc
          limit ?) o
      """;

  /**
   * Returns notifications to these numbers whose submission has no response or was repeated.
   *
   * @param plannedFrom the planning time of the first one
   */
  public List<UnconfirmedCandidate> unconfirmed(Collection<String> phones, Instant plannedFrom) {
    return jdbc.query(
        """
        select o.* from unnest(?::text[]) as r(phone)
          cross join lateral (
            select n.id, n.phone, n.route, n.planned_at, n.unconfirmed_segments
            from notifications n
            where n.phone = r.phone and (n.unconfirmed_segments <> 0 or n.possible_duplicate)
              and n.id >= ?::uuid and n.route is not null
            limit ?) o
        """,
        statement ->
            new PgArrays<>(statement, List.copyOf(phones))
                .column("text", phone -> phone)
                .value(SweepStore.lowestId(plannedFrom).toString())
                .value(MAX_PER_NUMBER),
        (row, _) ->
            new UnconfirmedCandidate(
                row.getObject("id", UUID.class),
                row.getString("phone"),
                row.getString("route"),
                PgInstants.get(row, "planned_at"),
                row.getLong("unconfirmed_segments")));
  }

  /** Counts the receipts whose id belongs to a message to another number at about this time. */
  public int countOtherNumbers(List<UnmatchedReceipt> unmatched) {
    Integer count =
        jdbc.query(
            """
            select count(*) from unnest(?::int2[], ?::text[], ?::int8[], ?::timestamptz[])
              as r(account, message_id, number, receipt_at)
            where exists (
              select from submissions s
              where s.account = r.account and s.message_id = r.message_id and s.number <> r.number
                and s.responded_at >= r.receipt_at - interval '48 hours'
                and s.responded_at <= r.receipt_at + interval '2 minutes')
            """,
            statement ->
                new PgArrays<>(statement, unmatched)
                    .column("int2", each -> each.key().account())
                    .column("text", each -> each.key().messageId())
                    .column("int8", each -> each.key().number())
                    .time(UnmatchedReceipt::receivedAt),
            row -> row.next() ? row.getInt(1) : 0);
    return count == null ? 0 : count;
  }

  /**
   * Links receipts to segments, unless a response was stored first. A later response with the same
   * message id takes over the row, because the time of the link counts as earlier than all others.
   */
  public void link(List<Link> links) {
    if (links.isEmpty()) {
      return;
    }
    jdbc.update(
        """
        with o as materialized (
          select o.* from unnest(?::int2[], ?::text[], ?::int8[], ?::uuid[], ?::int2[], ?::text[],
              ?::text[], ?::text[])
            as o(account, message_id, number, notification_id, segment, linked_by, state, error)
          join submissions s
            on s.account = o.account and s.message_id = o.message_id and s.number = o.number
          where s.notification_id is null
          for update of s skip locked)
        update submissions s set notification_id = o.notification_id, segment = o.segment,
          responded_at = 'epoch', linked_by = o.linked_by, readings = null,
          receipt_state = coalesce(o.state::receipt_outcome, s.receipt_state),
          receipt_error = case when o.state is null then s.receipt_error else o.error end
        from o
        where s.account = o.account and s.message_id = o.message_id and s.number = o.number
        """,
        statement ->
            new PgArrays<>(statement, links)
                .column("int2", link -> link.receipt().account())
                .column("text", link -> link.receipt().messageId())
                .column("int8", link -> link.receipt().number())
                .column("uuid", Link::notificationId)
                .column("int2", Link::segment)
                .column("text", Link::by)
                .column("text", link -> link.reading() == null ? null : link.reading().state())
                .column("text", link -> link.reading() == null ? null : link.reading().error()));
  }

  /**
   * Returns receipts that have a segment and are perhaps not yet reported.
   *
   * @param until the time until which they were stored
   */
  public List<LateMatchedReceipt> listLinked(short account, Instant until, int maxRows) {
    return jdbc.query(
        """
        select account, message_id, number, notification_id, segment, receipt_state, receipt_error,
          receipt_at, coalesce(linked_by, 'ID') as linked_by
        from submissions
        where account = ? and unmatched_since is not null and unmatched_since <= ?
          and notification_id is not null
        order by unmatched_since limit ?
        """,
        (row, _) ->
            new LateMatchedReceipt(
                TrackRows.receipt(row), LinkedBy.valueOf(row.getString("linked_by"))),
        account,
        until.atOffset(ZoneOffset.UTC),
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
          select t.* from unnest(?::int2[], ?::text[], ?::int8[], ?::timestamptz[])
            as t(account, message_id, number, receipt_at)
          join submissions s
            on s.account = t.account and s.message_id = t.message_id and s.number = t.number
          where s.notification_id is not null and s.receipt_at = t.receipt_at
          for update of s skip locked)
        update submissions s set unmatched_since = null, other_number = null,
          unmatched_partition = null, unmatched_offset = null
        from t
        where s.account = t.account and s.message_id = t.message_id and s.number = t.number
        """,
        statement ->
            new PgArrays<>(statement, reported)
                .column("int2", each -> each.receipt().key().account())
                .column("text", each -> each.receipt().key().messageId())
                .column("int8", each -> each.receipt().key().number())
                .time(each -> each.receipt().receivedAt()));
  }
}
