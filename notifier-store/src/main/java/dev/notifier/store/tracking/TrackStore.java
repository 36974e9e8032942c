package dev.notifier.store.tracking;

import dev.notifier.store.PgArrays;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Matches responses with receipts and updates their notifications, many rows at a time.
 * Thread-safe.
 *
 * <p>Responses and receipts are stored by different threads and several workers at the same time.
 * They cannot deadlock, because each transaction accesses {@code submissions} first and {@code
 * notifications} second, each table once, and each in ascending order of its key.
 */
public final class TrackStore {
  /** Separates message ids on the way to the database; no message id contains it. */
  private static final String UNIT_SEPARATOR = "\u001F";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public TrackStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /**
   * A message id under which the response of a receipt may be stored.
   *
   * @param route the route on which the receipt was received
   * @param messageId in canonical form
   * @param receivedAt when the receipt was received
   */
  public record CandidateMessageId(String route, String messageId, Instant receivedAt) {}

  /** Runs the work in one transaction; an exception rolls it back. */
  public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
    return transaction.execute(status -> work.get());
  }

  /**
   * Stores the message ids of accepted segments and returns the receipts that were received before.
   * Message ids are unique only for a time: a later response takes over the row of another segment,
   * and the earlier receipt does not belong to it.
   *
   * @param segments at most one for each route and message id
   */
  public List<SegmentReceipt> saveResponses(Collection<AcceptedSegment> segments) {
    if (segments.isEmpty()) {
      return List.of();
    }
    List<AcceptedSegment> rows =
        segments.stream()
            .sorted(
                Comparator.comparing(AcceptedSegment::route)
                    .thenComparing(AcceptedSegment::messageId))
            .toList();
    return receipts(TrackSql.SAVE_RESPONSES, rows);
  }

  /**
   * Assigns receipts that are stored under another message id to the segments to which they belong.
   *
   * @param segments with the message ids of the receipts instead of their own; each at most once
   */
  public List<SegmentReceipt> claimReceipts(List<AcceptedSegment> segments) {
    if (segments.isEmpty()) {
      return List.of();
    }
    return receipts(TrackSql.CLAIM_RECEIPTS, segments);
  }

  private List<SegmentReceipt> receipts(String sql, List<AcceptedSegment> segments) {
    return jdbc.query(
        sql,
        statement ->
            new PgArrays<>(statement, segments)
                .column("text", AcceptedSegment::route)
                .column("text", AcceptedSegment::messageId)
                .column("uuid", AcceptedSegment::notificationId)
                .column("smallint", AcceptedSegment::segment)
                .time(AcceptedSegment::respondedAt),
        (row, _) -> TrackRows.receipt(row));
  }

  /** Returns the owners of those message ids that have a response. Reads only. */
  public List<MessageIdOwner> findOwners(List<CandidateMessageId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return jdbc.query(
        TrackSql.FIND_OWNERS,
        statement ->
            new PgArrays<>(statement, ids)
                .column("text", CandidateMessageId::route)
                .column("text", CandidateMessageId::messageId),
        (row, _) -> TrackRows.owner(row));
  }

  /**
   * Returns the owners of those message ids whose response fits in time and has no final receipt.
   * Reads only.
   */
  public List<MessageIdOwner> findPendingOwners(List<CandidateMessageId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return jdbc.query(
        TrackSql.FIND_PENDING_OWNERS,
        statement ->
            new PgArrays<>(statement, ids)
                .column("text", CandidateMessageId::route)
                .column("text", CandidateMessageId::messageId)
                .time(CandidateMessageId::receivedAt),
        (row, _) -> TrackRows.owner(row));
  }

  /**
   * Stores receipts under their message ids and returns the owners of those that have a response.
   *
   * @param receipts at most one for each route and message id
   * @param now the time from which the others are unmatched
   */
  public List<MessageIdOwner> saveReceipts(Collection<ReceivedReceipt> receipts, Instant now) {
    if (receipts.isEmpty()) {
      return List.of();
    }
    List<ReceivedReceipt> rows =
        receipts.stream()
            .sorted(
                Comparator.comparing(ReceivedReceipt::route)
                    .thenComparing(ReceivedReceipt::messageId))
            .toList();
    return jdbc.query(
        TrackSql.SAVE_RECEIPTS,
        statement ->
            new PgArrays<>(statement, rows)
                .value(now.toString())
                .column("text", ReceivedReceipt::route)
                .column("text", ReceivedReceipt::messageId)
                .column("text", ReceivedReceipt::state)
                .column("text", ReceivedReceipt::error)
                .time(ReceivedReceipt::receivedAt)
                .column("text", ReceivedReceipt::phone)
                .column("int4", row -> row.position().partition())
                .column("int8", row -> row.position().offset()),
        (row, _) -> TrackRows.owner(row));
  }

  /** Reads notifications and locks them until the transaction ends; omits unknown ids. */
  public List<TrackedNotification> lock(Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<UUID> rows = List.copyOf(ids);
    return jdbc.query(
        TrackSql.LOCK,
        statement -> new PgArrays<>(statement, rows).column("uuid", id -> id),
        (row, _) -> TrackRows.notification(row));
  }

  /** Updates notifications that this transaction has locked. */
  public void save(List<TrackedNotification> changed) {
    if (changed.isEmpty()) {
      return;
    }
    jdbc.update(
        TrackSql.SAVE,
        statement ->
            new PgArrays<>(statement, changed)
                .column("uuid", TrackedNotification::id)
                .column("text", row -> row.delivery().route())
                .column("text", row -> row.delivery().state())
                .column("text", row -> row.delivery().reason())
                .column("text", row -> row.delivery().detail())
                .column("text", row -> row.delivery().confidence())
                .column("boolean", row -> row.delivery().possibleDuplicate())
                .column("smallint", row -> row.delivery().attempt())
                .column("bigint", row -> row.delivery().segmentBits().accepted())
                .column("bigint", row -> row.delivery().segmentBits().rejected())
                .column("bigint", row -> row.delivery().segmentBits().delivered())
                .column("bigint", row -> row.delivery().segmentBits().failed())
                .column("bigint", row -> row.delivery().segmentBits().unconfirmed())
                .column("text", row -> joined(row.delivery().messageIds()))
                .time(row -> row.delivery().submittedAt())
                .time(row -> row.delivery().finishedAt())
                .time(row -> row.delivery().unconfirmedSince()));
  }

  private static String joined(List<@Nullable String> messageIds) {
    return messageIds.stream()
        .map(id -> id == null ? "" : id)
        .collect(Collectors.joining(UNIT_SEPARATOR));
  }
}
