package dev.notifier.kafka.clients;

import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;

/**
 * A failure in words that may be logged: a database's message can quote the row it refused, so only
 * its class of error is told.
 */
public final class FailureDescription {
  private FailureDescription() {}

  /** One line without personal data. */
  public static String of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return "PostgreSQL failed with SQLState " + sql.getSQLState() + "; see its own log";
      }
    }
    String name = failure.getClass().getSimpleName();
    if (failure instanceof KafkaException || failure instanceof SafeFailure) {
      return name + ": " + failure.getMessage();
    }
    StackTraceElement[] frames = failure.getStackTrace();
    return frames.length == 0 ? name : name + " at " + frames[0];
  }

  /** A failure whose message holds no personal data. */
  public interface SafeFailure {}
}
