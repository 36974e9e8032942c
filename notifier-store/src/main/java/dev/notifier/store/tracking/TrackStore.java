package dev.notifier.store.tracking;

import dev.notifier.store.CopyRows;
import dev.notifier.store.JsonText;
import dev.notifier.store.Optimism;
import dev.notifier.store.PgArrays;
import dev.notifier.store.counters.CounterDeltas;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Matches responses with receipts and updates their notifications, many rows at a time.
 * Thread-safe.
 *
 * <p>Responses and receipts are stored by different threads and several workers at the same time.
 * Each transaction accesses its positions first, then {@code submissions}, then {@code
 * notifications}, each table once, and each in ascending order of its key, so they do not deadlock.
 * PostgreSQL guarantees the order only for locked rows: it may update others in the order of their
 * pages, which differs for rows that have moved. So a transaction that does not lock is repeated
 * after a deadlock, and then locks.
 */
public final class TrackStore {
  /** Separates message ids on the way to the database; no message id contains it. */
  private static final String UNIT_SEPARATOR = "\u001F";

  private static final String SAVE = CounterDeltas.countTrackedRows(TrackSql.SAVE);

  private static final int MAX_REPETITIONS = 4;

  private final JdbcTemplate jdbc;
  private final OpenSegments openSegments;
  private final TransactionTemplate transaction;
  private final Optimism copying = new Optimism();
  private final Optimism reading = new Optimism();

  /** What the transaction of the calling thread may do; not bound if it is not repeated. */
  private final ScopedValue<Attempt> attempt = ScopedValue.newInstance();

  public TrackStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.openSegments = new OpenSegments(jdbc);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /**
   * A message id of a receipt whose number is not compared.
   *
   * @param receivedAt when the receipt was received
   */
  public record IdLookup(short account, String messageId, Instant receivedAt) {}

  /**
   * An attempt of a transaction that can be repeated.
   *
   * @param copies whether it fails if another row has the key of a response
   * @param reads whether it fails if another transaction changes what it has read
   */
  private record Attempt(boolean copies, boolean reads) {}

  /**
   * Runs the work in one transaction that writes less WAL than usual, and is repeated if another
   * transaction interferes: {@link #saveResponses} expects no other row with the same key, and
   * {@link #read} does not lock.
   *
   * @param work may be called several times, each in a new transaction
   */
  public <T extends @Nullable Object> T inRepeatableTransaction(Supplier<T> work) {
    Attempt next = new Attempt(copying.next(), reading.next());
    for (int repetitions = 0; ; repetitions++) {
      try {
        return ScopedValue.where(attempt, next).call(() -> inTransaction(work));
      } catch (DuplicateKeyException e) {
        if (!next.copies()) {
          throw e;
        }
        copying.failed();
        next = new Attempt(false, next.reads());
      } catch (ConcurrencyFailureException e) {
        // Also after a deadlock with a transaction that does not lock in the order of the ids.
        if (repetitions >= MAX_REPETITIONS) {
          throw e;
        }
        reading.failed();
        next = new Attempt(next.copies(), false);
      }
    }
  }

  /** Runs the work in one transaction; an exception rolls it back. */
  public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
    return transaction.execute(status -> work.get());
  }

  /**
   * Stores the message ids of accepted segments and returns the receipts that were received before.
   * Message ids are unique only for a time: a later response takes over the row of another segment,
   * and the earlier receipt does not belong to it.
   *
   * @param segments at most one for each key
   */
  public List<SegmentReceipt> saveResponses(Collection<AcceptedSegment> segments) {
    if (CopyRows.isWorthIt(segments.size()) && attempt.isBound() && attempt.get().copies()) {
      copy(sorted(segments));
      return List.of();
    }
    return receipts(TrackSql.SAVE_RESPONSES, segments);
  }

  /** Stores responses of which nothing is stored yet, neither another response nor a receipt. */
  private void copy(List<AcceptedSegment> rows) {
    CopyRows copied = new CopyRows(7, rows.size());
    for (AcceptedSegment row : rows) {
      copied
          .row()
          .smallint((int) row.key().account())
          .text(row.key().messageId())
          .bigint(row.key().number())
          .uuid(row.notificationId())
          .smallint(row.segment())
          .time(row.respondedAt())
          .bool(row.ambiguous() ? true : null);
    }
    jdbc.execute(
        (ConnectionCallback<Boolean>)
            connection -> {
              copied.send(connection, TrackSql.COPY_RESPONSES);
              return true;
            });
  }

  private static List<AcceptedSegment> sorted(Collection<AcceptedSegment> segments) {
    return segments.stream()
        .sorted(Comparator.comparing(AcceptedSegment::key, SubmissionKey.ORDER))
        .toList();
  }

  /** Assigns receipts that were stored without a number to the segments that have their ids. */
  public List<SegmentReceipt> claimReceipts(Collection<AcceptedSegment> segments) {
    return receipts(TrackSql.CLAIM_RECEIPTS, segments);
  }

  private List<SegmentReceipt> receipts(String sql, Collection<AcceptedSegment> segments) {
    if (segments.isEmpty()) {
      return List.of();
    }
    List<AcceptedSegment> rows = sorted(segments);
    return jdbc.query(
        sql,
        statement ->
            new PgArrays<>(statement, rows)
                .column("int2", row -> row.key().account())
                .column("text", row -> row.key().messageId())
                .column("int8", row -> row.key().number())
                .column("uuid", AcceptedSegment::notificationId)
                .column("int2", AcceptedSegment::segment)
                .time(AcceptedSegment::respondedAt)
                .column("boolean", row -> row.ambiguous() ? true : null),
        (row, _) -> TrackRows.receipt(row));
  }

  /** Returns the segments that got these ids when the receipts were due. Reads only. */
  public List<SubmissionOwner> findOwners(Collection<IdLookup> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<IdLookup> rows = List.copyOf(ids);
    return openSegments.read(
        jdbc.query(
            TrackSql.FIND_BY_ID,
            statement ->
                new PgArrays<>(statement, rows)
                    .column("int2", IdLookup::account)
                    .column("text", IdLookup::messageId)
                    .time(IdLookup::receivedAt),
            (row, _) -> TrackRows.owner(row)));
  }

  /** Returns the recipients' numbers of notifications, in E.164 format; omits unknown ids. */
  public Map<UUID, String> phones(Collection<UUID> ids) {
    Map<UUID, String> phones = new HashMap<>();
    if (ids.isEmpty()) {
      return phones;
    }
    List<UUID> rows = List.copyOf(ids);
    jdbc.query(
        "select id, phone from notifications where id = any(?) and phone is not null",
        statement -> new PgArrays<>(statement, rows).column("uuid", id -> id),
        row -> {
          phones.put(row.getObject("id", UUID.class), row.getString("phone"));
        });
    return phones;
  }

  /**
   * Stores receipts and returns the segments of those that have a response and count now.
   *
   * @param receipts at most one for each key
   */
  public List<SubmissionOwner> saveReceipts(Collection<ReceivedReceipt> receipts) {
    if (receipts.isEmpty()) {
      return List.of();
    }
    List<ReceivedReceipt> rows =
        receipts.stream()
            .sorted(Comparator.comparing(ReceivedReceipt::key, SubmissionKey.ORDER))
            .toList();
    return jdbc.query(
        TrackSql.SAVE_RECEIPTS,
        statement ->
            new PgArrays<>(statement, rows)
                .column("int2", row -> row.key().account())
                .column("text", row -> row.key().messageId())
                .column("int8", row -> row.key().number())
                .column("text", ReceivedReceipt::state)
                .column("text", ReceivedReceipt::error)
                .time(ReceivedReceipt::receivedAt)
                .column("int8", ReceivedReceipt::otherNumber)
                .column("text", row -> ReceiptReading.join(row.readings()))
                .column("int4", row -> row.position().partition())
                .column("int8", row -> row.position().offset()),
        (row, _) -> TrackRows.owner(row));
  }

  /**
   * Reads notifications in the order of their ids, and locks them unless the transaction is
   * repeated if one of them changes; omits unknown ids.
   */
  public List<TrackedNotification> read(Collection<UUID> ids) {
    return attempt.isBound() && attempt.get().reads()
        ? select(TrackSql.READ, ids, (row, _) -> TrackRows.unlocked(row))
        : lock(ids);
  }

  /** Reads notifications and locks them until the transaction ends; omits unknown ids. */
  public List<TrackedNotification> lock(Collection<UUID> ids) {
    return select(TrackSql.LOCK, ids, (row, _) -> TrackRows.notification(row));
  }

  private List<TrackedNotification> select(
      String sql, Collection<UUID> ids, RowMapper<TrackedNotification> mapper) {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<UUID> rows = List.copyOf(ids);
    return jdbc.query(
        sql, statement -> new PgArrays<>(statement, rows).column("uuid", id -> id), mapper);
  }

  /**
   * Updates notifications that this transaction has read.
   *
   * @throws OptimisticLockingFailureException if another transaction has changed one of them since
   */
  public void save(List<TrackedNotification> changed) {
    if (changed.isEmpty()) {
      return;
    }
    List<Long> saved =
        jdbc.query(SAVE, statement -> bind(statement, changed), (row, _) -> row.getLong(1));
    if (saved.getFirst() < changed.stream().filter(row -> row.version() != null).count()) {
      throw new OptimisticLockingFailureException("Notifications were changed meanwhile");
    }
  }

  private static void bind(PreparedStatement statement, List<TrackedNotification> changed)
      throws SQLException {
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
        .time(row -> row.delivery().unconfirmedSince())
        .column("xid", TrackedNotification::version)
        .ids(changed.stream().map(TrackedNotification::id).toList());
  }

  /**
   * Notes what notifications wait for that this transaction has locked and that are planned. Of
   * several notes the latest is kept.
   */
  public void saveWaits(Map<UUID, WaitNote> waits) {
    if (waits.isEmpty()) {
      return;
    }
    List<Map.Entry<UUID, WaitNote>> rows = List.copyOf(waits.entrySet());
    jdbc.update(
        TrackSql.SAVE_WAITS,
        statement ->
            new PgArrays<>(statement, rows)
                .column("uuid", Map.Entry::getKey)
                .time(row -> row.getValue().at())
                .column("text", row -> JsonText.write(row.getValue().fields()))
                .ids(waits.keySet()));
  }

  private static String joined(List<@Nullable String> messageIds) {
    return messageIds.stream()
        .map(id -> id == null ? "" : id)
        .collect(Collectors.joining(UNIT_SEPARATOR));
  }
}
