package dev.notifier.worker.positions;

import dev.notifier.kafka.clients.RedactedError.SafeFailure;
import dev.notifier.store.positions.DatabaseBehindException;

/** A stage waits, because the database was restored from a backup. */
public final class BehindException extends RuntimeException implements SafeFailure {
  BehindException(String message) {
    super(message);
  }

  /** Without the cause, of which a log would show only the SQLState. */
  public BehindException(DatabaseBehindException cause) {
    this(String.valueOf(cause.getMessage()));
  }
}
