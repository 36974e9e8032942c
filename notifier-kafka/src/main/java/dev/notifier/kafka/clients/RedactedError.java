package dev.notifier.kafka.clients;

import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;

/**
 * Describes failures for logs and health checks, without personal data. A database message may
 * quote the row that it rejected, so only its SQLState is reported.
 */
public final class RedactedError {
  private RedactedError() {}

  /** Returns one line without personal data. */
  public static String of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return "PostgreSQL failed with SQLState " + sql.getSQLState() + "; see its log";
      }
    }
    String name = failure.getClass().getSimpleName();
    if (failure instanceof KafkaException || failure instanceof SafeFailure) {
      return name + ": " + failure.getMessage();
    }
    StackTraceElement[] frames = failure.getStackTrace();
    return frames.length == 0 ? name : name + " at " + frames[0];
  }

  /** A failure whose message contains no personal data. */
  public interface SafeFailure {}
}
