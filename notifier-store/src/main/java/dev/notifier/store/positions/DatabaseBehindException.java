package dev.notifier.store.positions;

import java.sql.SQLTransientException;
import org.postgresql.util.PSQLState;

/**
 * Records that precede a batch are not in the database although Kafka's committed offset says so:
 * the database was restored from a backup. No record of the batch is the cause, so the stage waits
 * for an operator.
 */
public final class DatabaseBehindException extends SQLTransientException {
  DatabaseBehindException(ReadRanges ranges) {
    super(
        "the database is older than the committed offsets of "
            + ranges.group()
            + " on "
            + ranges.topic()
            + "; it was restored from a backup: run ./notifier reconcile",
        PSQLState.OBJECT_NOT_IN_STATE.getState());
  }
}
