package dev.notifier.kafka.loop;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The result of a batch. Records and offsets are committed in one Kafka transaction.
 *
 * @param records the records to write
 * @param holds partitions of which only a first part is done, and when to continue
 * @param afterCommit runs once after the commit; for counting
 */
public record BatchResult(
    List<ProducerRecord<byte[], byte[]>> records,
    Map<TopicPartition, Hold> holds,
    Runnable afterCommit) {

  /**
   * A partition that waits.
   *
   * @param offset the first record that is not done
   * @param until when it is read again
   */
  public record Hold(long offset, Instant until) {}
}
