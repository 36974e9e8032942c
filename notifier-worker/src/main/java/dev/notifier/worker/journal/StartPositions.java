package dev.notifier.worker.journal;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Where a bind continues on a partition whose position is unknown. */
@FunctionalInterface
public interface StartPositions {
  /** Returns the offset, or null if none has been decided. May block for seconds. */
  @Nullable Long of(TopicPartition partition);
}
