package dev.notifier.kafka.positions;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.ReadSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a group that is behind the end of a partition has anything left to read. The end includes
 * the markers of transactions, which no consumer gets and none commits. Thread-safe.
 */
public final class UnreadRecords {
  /** A range of at least this many offsets is assumed to have records. */
  static final long MAX_OFFSETS = 1_000;

  private static final int MAX_POLLS = 10;
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int POLL_RECORDS = 100;

  private final KafkaClients clients;
  private final String name;

  /**
   * @param name of the consumer, for its client id
   */
  public UnreadRecords(KafkaClients clients, String name) {
    this.clients = clients;
    this.name = name;
  }

  /**
   * A part of a partition.
   *
   * @param from the first offset
   * @param end the offset behind it
   */
  public record Range(long from, long end) {}

  /**
   * Whether none of the ranges has a committed record. Reads for ten seconds at most.
   *
   * @return false also if that could not be found out in time
   * @throws org.apache.kafka.common.KafkaException if Kafka cannot be read
   */
  public boolean areNone(Map<TopicPartition, Range> ranges) {
    if (ranges.isEmpty()) {
      return true;
    }
    if (ranges.values().stream().anyMatch(range -> range.end() - range.from() >= MAX_OFFSETS)) {
      return false;
    }
    try (KafkaConsumer<byte[], byte[]> consumer =
        clients.assignedConsumer(name, ReadSettings.immediate(POLL, POLL_RECORDS))) {
      consumer.assign(ranges.keySet());
      ranges.forEach((partition, range) -> consumer.seek(partition, range.from()));
      for (int polls = 0; polls < MAX_POLLS; polls++) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          Range range = ranges.get(partition);
          if (range != null && record.offset() < range.end()) {
            return false;
          }
        }
        if (ranges.entrySet().stream()
            .allMatch(range -> consumer.position(range.getKey()) >= range.getValue().end())) {
          return true;
        }
      }
      return false;
    }
  }
}
