package dev.notifier.kafka.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Cuts polled batches into parts. */
public final class PartOfBatch {
  private PartOfBatch() {}

  /**
   * Returns some records of a batch with the offsets that follow them.
   *
   * @param part records of the batch, in its order
   * @param held partitions that are left out because an earlier part stopped there
   */
  public static ConsumerRecords<byte[], byte[]> of(
      ConsumerRecords<byte[], byte[]> batch,
      List<ConsumerRecord<byte[], byte[]>> part,
      Collection<TopicPartition> held) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : part) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      if (!held.contains(partition)) {
        records.computeIfAbsent(partition, key -> new ArrayList<>()).add(record);
      }
    }
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    records.forEach((partition, some) -> next.put(partition, next(batch, partition, some)));
    return new ConsumerRecords<>(records, next);
  }

  /** Behind the last record of a batch may be markers of transactions, which are read as well. */
  private static OffsetAndMetadata next(
      ConsumerRecords<byte[], byte[]> batch,
      TopicPartition partition,
      List<ConsumerRecord<byte[], byte[]>> some) {
    long last = some.getLast().offset();
    OffsetAndMetadata end = batch.nextOffsets().get(partition);
    return end != null && batch.records(partition).getLast().offset() == last
        ? end
        : new OffsetAndMetadata(last + 1);
  }
}
