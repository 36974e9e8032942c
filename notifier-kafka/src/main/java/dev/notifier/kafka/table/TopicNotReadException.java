package dev.notifier.kafka.table;

import dev.notifier.kafka.clients.RedactedError.SafeFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A topic was not read to its end in time. */
public final class TopicNotReadException extends RuntimeException implements SafeFailure {
  public TopicNotReadException(String topic, Duration timeout, @Nullable String error) {
    super(
        topic
            + " was not read to its end within "
            + timeout.toSeconds()
            + " s"
            + (error == null ? "" : " (" + error + ")")
            + "; check that Kafka runs at notifier.kafka.bootstrap-servers");
  }
}
