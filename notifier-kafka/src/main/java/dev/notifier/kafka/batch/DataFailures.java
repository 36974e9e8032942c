package dev.notifier.kafka.batch;

import dev.notifier.kafka.clients.RedactedError.SafeFailure;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Distinguishes failures that a record causes from outages. An outage ends on its own or by an
 * operator and concerns every record, so a stage waits for its end. A failure that a record causes
 * occurs again whenever that record is processed.
 */
public final class DataFailures {
  /** Data exceptions, violated constraints, and limits such as the size of an index entry. */
  private static final Set<String> DATA_CLASSES = Set.of("22", "23", "54");

  private static final int CLASS_LENGTH = 2;

  private DataFailures() {}

  /** Whether a record may have caused the failure. Anything that is not known is an outage. */
  public static boolean isCausedByData(Throwable failure) {
    boolean isProgrammingError = false;
    int depth = 0;
    for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return isDataState(sql.getSQLState());
      }
      if (cause instanceof RecordTooLargeException
          || cause instanceof RecordBatchTooLargeException
          || cause instanceof InvalidTopicException
          || cause instanceof SerializationException) {
        return true;
      }
      if (isOutage(cause)) {
        return isRefused(cause);
      }
      isProgrammingError |= cause instanceof RuntimeException;
      depth++;
    }
    return isProgrammingError;
  }

  /** Failures that say what is wrong are about the environment, and so is every other of Kafka. */
  private static boolean isOutage(Throwable cause) {
    return cause instanceof KafkaException
        || cause instanceof SafeFailure
        || cause instanceof InterruptedException
        || cause instanceof CancellationException
        || cause instanceof java.util.concurrent.TimeoutException
        || cause instanceof java.io.IOException
        || cause instanceof java.io.UncheckedIOException;
  }

  /** Whether a failed commit names a record that Kafka refuses as its cause. */
  private static boolean isRefused(Throwable failure) {
    return failure.getCause() != null
        && failure instanceof KafkaException
        && isCausedByData(failure.getCause())
        && failure.getCause() instanceof KafkaException;
  }

  private static boolean isDataState(String state) {
    return state != null
        && state.length() >= CLASS_LENGTH
        && DATA_CLASSES.contains(state.substring(0, CLASS_LENGTH));
  }
}
