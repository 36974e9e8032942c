package dev.notifier.worker.batches;

import dev.notifier.kafka.loop.PartitionAges;
import java.time.Duration;

/** What a reader measures. Thread-safe. */
public interface BatchMeters {
  /** Time from writing a record to storing its result. */
  void lag(String topic, Duration lag);

  /** Shows the age of the oldest record that waits. Called once for each topic. */
  void oldestAge(String topic, PartitionAges ages);
}
