package dev.notifier.kafka.batch;

import dev.notifier.contracts.Decoded;
import dev.notifier.kafka.quarantine.QuarantinedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The result of a batch. Records and offsets are committed in one Kafka transaction.
 *
 * @param records the records to write
 * @param holds partitions of which only a first part is done, and when to continue
 * @param quarantined records that are done because they cannot be processed
 * @param afterCommit runs once after the commit; for counting
 */
public record BatchResult(
    List<ProducerRecord<byte[], byte[]>> records,
    Map<TopicPartition, Hold> holds,
    List<QuarantinedRecord> quarantined,
    Runnable afterCommit) {
  /** The result of a batch all of whose records can be processed. */
  public BatchResult(
      List<ProducerRecord<byte[], byte[]>> records,
      Map<TopicPartition, Hold> holds,
      Runnable afterCommit) {
    this(records, holds, List.of(), afterCommit);
  }

  /**
   * A partition that waits.
   *
   * @param offset the first record that is not done
   * @param until when it is read again
   * @param problem why it makes no progress; null if it is only not due yet
   */
  public record Hold(long offset, Instant until, @Nullable String problem) {
    /** How often a partition with a record of a newer release is tried again. */
    private static final Duration NEWER_RETRY = Duration.ofSeconds(30);

    /** A partition whose next record is not due yet. */
    public Hold(long offset, Instant until) {
      this(offset, until, null);
    }

    /** A partition whose next record was written by a newer release. */
    public static Hold newer(
        TopicPartition partition, long offset, Decoded.Newer<?> found, Instant now) {
      return new Hold(offset, now.plus(NEWER_RETRY), newerProblem(partition, offset, found));
    }

    /** Says that a partition stops at a record of a newer release, and what to do. */
    public static String newerProblem(
        TopicPartition partition, long offset, Decoded.Newer<?> found) {
      return partition
          + " stops at offset "
          + offset
          + ": the record has version "
          + found.version()
          + " and this program reads versions up to "
          + found.known()
          + "; update it, or set notifier.record-version to "
          + found.known()
          + " where the record was written";
    }
  }
}
