package dev.notifier.kafka.loop;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What a batch comes to. Records and offsets go into one Kafka transaction.
 *
 * @param records what is written
 * @param holds partitions that are done up to an offset only, and when to go on
 * @param committed run once after Kafka has it all; for counting
 */
public record BatchResult(
    List<ProducerRecord<byte[], byte[]>> records,
    Map<TopicPartition, Hold> holds,
    Runnable committed) {

  /**
   * A partition that waits.
   *
   * @param offset the first record that is not done
   * @param until when it is looked at again
   */
  public record Hold(long offset, Instant until) {}
}
