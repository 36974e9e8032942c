package dev.notifier.worker.positions;

import dev.notifier.store.positions.ReadRanges.Range;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A partition of which records that were processed are missing in PostgreSQL.
 *
 * @param stored the offset up to which PostgreSQL has them
 * @param committed the offset up to which Kafka says that they were processed
 * @param since when PostgreSQL stored the last of them, by its clock; null if none of this topic
 */
public record BehindPartition(
    String group,
    String topic,
    UUID topicId,
    int partition,
    long stored,
    long committed,
    @Nullable Instant since) {
  /** The most records that are missing; markers of transactions count as records. */
  public long records() {
    return committed - stored;
  }

  /** The position after an operator has accepted that they are missing. */
  public Range accepted() {
    return new Range(partition, committed, committed);
  }
}
