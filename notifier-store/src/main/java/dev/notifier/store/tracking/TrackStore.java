package dev.notifier.store.tracking;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.PgArrays;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where answers and receipts meet, and the notifications they are about. Many rows at a time only.
 * Thread-safe.
 *
 * <p>Answers and receipts are written by different threads and by several workers at once. They
 * never deadlock, because each transaction touches {@code submissions} first and {@code
 * notifications} second, each once, and each in ascending order of its key.
 */
public final class TrackStore {
  /** Parts of {@code message_ids} on the way to the database; no carrier id holds it. */
  private static final char UNIT_SEPARATOR = '\u001F';

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public TrackStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /** Does the work in one transaction; whatever it throws undoes it. */
  public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
    return transaction.execute(status -> work.get());
  }

  /**
   * Stores under which id the carrier took each segment, and gives back the receipts that had come
   * before. Ids are unique for a time only: a later answer takes the row over from another segment,
   * and an earlier receipt is then not its own.
   *
   * @param segments at most one for each route and id
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
    return meet(TrackSql.SAVE_RESPONSES, rows);
  }

  /**
   * Gives receipts that wait under another id to the segment that it belongs to.
   *
   * @param segments with the ids to look under instead of their own; each at most once
   */
  public List<SegmentReceipt> claimReceipts(List<AcceptedSegment> segments) {
    if (segments.isEmpty()) {
      return List.of();
    }
    return meet(TrackSql.CLAIM_RECEIPTS, segments);
  }

  private List<SegmentReceipt> meet(String sql, List<AcceptedSegment> segments) {
    return jdbc.query(
        sql,
        statement ->
            new PgArrays<>(statement, segments)
                .column("text", AcceptedSegment::route)
                .column("text", AcceptedSegment::messageId)
                .column("uuid", AcceptedSegment::notificationId)
                .column("smallint", AcceptedSegment::segment)
                .time(AcceptedSegment::respondedAt),
        (row, i) -> segmentReceipt(row));
  }

  static SegmentReceipt segmentReceipt(ResultSet row) throws SQLException {
    return new SegmentReceipt(
        row.getString("route"),
        row.getString("message_id"),
        row.getObject("notification_id", UUID.class),
        row.getInt("segment"),
        ReceiptOutcome.valueOf(row.getString("receipt_state")),
        row.getString("receipt_error"),
        row.getObject("receipt_at", OffsetDateTime.class).toInstant());
  }

  /** Of these ids those whose answer is known. Reads only. */
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
        (row, i) -> owner(row));
  }

  /** Of these ids those whose answer is known, fits in time, and has no end yet. Reads only. */
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
        (row, i) -> owner(row));
  }

  private static MessageIdOwner owner(ResultSet row) throws SQLException {
    return new MessageIdOwner(
        row.getString("route"),
        row.getString("message_id"),
        row.getObject("notification_id", UUID.class),
        row.getInt("segment"));
  }

  /**
   * Stores receipts under their ids and gives back those whose answer is known.
   *
   * @param receipts at most one for each route and id
   * @param now from when on those that met no answer wait
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
                .one(now.toString())
                .column("text", ReceivedReceipt::route)
                .column("text", ReceivedReceipt::messageId)
                .column("text", ReceivedReceipt::state)
                .column("text", ReceivedReceipt::error)
                .time(ReceivedReceipt::receivedAt)
                .column("text", ReceivedReceipt::phone)
                .column("int4", row -> row.position().partition())
                .column("int8", row -> row.position().offset()),
        (row, i) -> owner(row));
  }

  /** Reads notifications and holds them until the transaction ends. Unknown ids are left out. */
  public List<TrackedNotification> lock(Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<UUID> wanted = List.copyOf(ids);
    return jdbc.query(
        TrackSql.LOCK,
        statement -> new PgArrays<>(statement, wanted).column("uuid", id -> id),
        (row, i) -> tracked(row));
  }

  /** Writes what track may change of notifications that this transaction holds. */
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

  static TrackedNotification tracked(ResultSet row) throws SQLException {
    String reason = row.getString("reason");
    return new TrackedNotification(
        row.getObject("id", UUID.class),
        new NotificationOrigin(
            row.getString("tenant"),
            row.getString("source"),
            row.getString("event_id"),
            row.getString("type")),
        new DeliveryState(
            row.getString("route"),
            row.getInt("segments"),
            NotificationState.valueOf(row.getString("state")),
            reason == null ? null : FailureReason.valueOf(reason),
            row.getString("detail"),
            row.getString("confidence"),
            row.getBoolean("possible_duplicate"),
            row.getInt("attempt"),
            new SegmentBits(
                row.getLong("accepted_segments"),
                row.getLong("rejected_segments"),
                row.getLong("delivered_segments"),
                row.getLong("failed_segments"),
                row.getLong("unconfirmed_segments")),
            strings(row.getArray("message_ids")),
            instant(row, "submitted_at"),
            instant(row, "finished_at"),
            instant(row, "unconfirmed_since")));
  }

  private static List<@Nullable String> strings(Array array) throws SQLException {
    List<@Nullable String> strings = new ArrayList<>();
    for (@Nullable Object element : (@Nullable Object[]) array.getArray()) {
      strings.add((@Nullable String) element);
    }
    return strings;
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static String joined(List<@Nullable String> messageIds) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < messageIds.size(); i++) {
      if (i > 0) {
        text.append(UNIT_SEPARATOR);
      }
      String id = messageIds.get(i);
      text.append(id == null ? "" : id);
    }
    return text.toString();
  }
}
