package dev.notifier.kafka.loop;

import dev.notifier.contracts.Lane;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A topic that a stage works off.
 *
 * @param lane null if the topic belongs to no lane
 * @param delay how long a record waits on purpose after Kafka has stored it; not negative
 */
public record QueueTopic(String name, @Nullable Lane lane, Duration delay) {
  /** A topic whose records should be processed at once. */
  public QueueTopic(String name, @Nullable Lane lane) {
    this(name, lane, Duration.ZERO);
  }
}
