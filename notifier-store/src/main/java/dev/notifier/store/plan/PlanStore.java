package dev.notifier.store.plan;

import dev.notifier.store.Optimism;
import dev.notifier.store.keys.BusinessKeys;
import dev.notifier.store.partitions.DayPartitions;
import dev.notifier.store.plan.EventDigests.Insertion;
import dev.notifier.store.plan.PlannedEvent.Replaces;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.store.positions.ReadRanges;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLState;

/**
 * Stores the digest, the position and the notification of each planned event. The first stored
 * position of an event is decisive: the same position again is a replay, and any other position is
 * a duplicate. Thread-safe.
 */
public final class PlanStore {
  private static final Duration CANCELLATIONS_KEPT = Duration.ofDays(2);

  private final DataSource database;
  private final Duration cancellationsKept;
  private final DayPartitions partitions;
  private final Optimism optimism = new Optimism();

  /**
   * @param missingPartition is called for each partition that the job {@code partitions} should
   *     have created and that an event needed
   */
  public PlanStore(DataSource database, Consumer<DayPartitions.Table> missingPartition) {
    this(database, missingPartition, CANCELLATIONS_KEPT);
  }

  /**
   * @param cancellationsKept how long events that others correct are cancelled at least: as long as
   *     they may be planned again after PostgreSQL was restored; at least two days
   */
  public PlanStore(
      DataSource database,
      Consumer<DayPartitions.Table> missingPartition,
      Duration cancellationsKept) {
    this.database = database;
    this.cancellationsKept =
        cancellationsKept.compareTo(CANCELLATIONS_KEPT) > 0
            ? cancellationsKept
            : CANCELLATIONS_KEPT;
    this.partitions = new DayPartitions(missingPartition);
  }

  /**
   * Stores the new events, and what was read, in one transaction.
   *
   * @param read what the batch has read, even without events
   * @param seenAt the current time
   * @return the outcome of each event, in the same order
   * @throws SQLException if PostgreSQL is unavailable; either all events are stored or none, and
   *     the same call can be repeated
   * @throws dev.notifier.store.positions.DatabaseBehindException if records before the batch are
   *     missing; nothing is stored
   */
  public List<PlanOutcome> store(ReadRanges read, Instant seenAt, List<PlannedEvent> events)
      throws SQLException {
    return inTransaction((connection, insertion) -> {
      PositionStore.advance(connection, read);
      if (events.isEmpty()) {
        return List.of();
      }
      StoreTime time = StoreTime.read(connection, events.size());
      return PlanBatch.store(
          connection,
          new EventDigests(connection, partitions, read.topicId(), time, insertion),
          new BusinessKeys(connection, partitions, time.now()),
          new Corrections(connection, time.now(), cancellationsKept),
          seenAt,
          events);
    });
  }

  /**
   * Stores that an event is rejected because it cannot be planned or published. A notification that
   * was already planned from its position becomes rejected: no message of it was published. One
   * that waits for a time is released again, a few times, before it is rejected.
   *
   * @param read the event's record
   * @param rejected the event with its rejection
   * @return the stored notification; null if the event is known from another position, its message
   *     was submitted already, or it is released again
   * @throws SQLException as in {@link #store}
   */
  public @Nullable StoredPlan reject(ReadRanges read, Instant seenAt, PlannedEvent rejected)
      throws SQLException {
    return inTransaction((connection, insertion) -> {
      PositionStore.advance(connection, read);
      StoreTime time = StoreTime.read(connection, 1);
      EventDigests digests =
          new EventDigests(connection, partitions, read.topicId(), time, insertion);
      if (rejected.replaces() instanceof Replaces.Deferred && !digests.hasStored(rejected)) {
        return DeferredEvents.fail(connection, digests, rejected);
      }
      StoredPlan replaced = ReplacedNotifications.reject(connection, digests, rejected);
      return replaced == null
          ? PlanBatch.store(
                  connection,
                  digests,
                  new BusinessKeys(connection, partitions, time.now()),
                  new Corrections(connection, time.now(), cancellationsKept),
                  seenAt,
                  List.of(rejected))
              .getFirst()
              .stored()
          : replaced;
    });
  }

  @FunctionalInterface
  private interface Work<T extends @Nullable Object> {
    T run(Connection connection, Insertion insertion) throws SQLException;
  }

  /** Repeats the work once if another transaction interferes. */
  private <T extends @Nullable Object> T inTransaction(Work<T> work) throws SQLException {
    if (!optimism.next()) {
      return inTransaction(work, Insertion.NEW);
    }
    try {
      return inTransaction(work, Insertion.ALL);
    } catch (SQLException e) {
      if (!isInterference(e)) {
        throw e;
      }
      optimism.failed();
      // A partition that this transaction created is gone.
      partitions.forget();
      return inTransaction(work, Insertion.NEW);
    }
  }

  /** Another copy of an event, or a deadlock with a transaction of track. */
  private static boolean isInterference(SQLException e) {
    return PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState())
        || PSQLState.DEADLOCK_DETECTED.getState().equals(e.getSQLState());
  }

  /** Repeats the work once if the partition of a day was missing. */
  private <T extends @Nullable Object> T inTransaction(Work<T> work, Insertion insertion)
      throws SQLException {
    try {
      return inOneTransaction(work, insertion);
    } catch (SQLException e) {
      if (!partitions.forgetAfter(e)) {
        throw e;
      }
      return again(work, insertion);
    }
  }

  /** The state of a missing partition is that of a broken check, which an event would cause. */
  private <T extends @Nullable Object> T again(Work<T> work, Insertion insertion)
      throws SQLException {
    try {
      return inOneTransaction(work, insertion);
    } catch (SQLException e) {
      throw partitions.forgetAfter(e)
          ? new SQLTransientException(
              "A partition is missing again", PSQLState.OBJECT_NOT_IN_STATE.getState(), e)
          : e;
    }
  }

  private <T extends @Nullable Object> T inOneTransaction(Work<T> work, Insertion insertion)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.run(connection, insertion);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
    }
  }

  private static void rollBack(Connection connection, Exception failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
