package dev.notifier.worker.plan;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.batch.DecodedBatch.NewerRecord;
import dev.notifier.kafka.batch.PolledBatch;
import dev.notifier.store.positions.ReadRanges;
import dev.notifier.store.positions.ReadRanges.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What a batch of events has read, to be stored with its rows: what Kafka commits later. */
record PlanPositions(Lane lane) {
  /**
   * @param newer the partitions that stop at a record of a newer release
   */
  ReadRanges of(PolledBatch batch, Map<TopicPartition, NewerRecord> newer) {
    List<Range> ranges = new ArrayList<>();
    for (TopicPartition partition : batch.records().partitions()) {
      long first = batch.records().records(partition).getFirst().offset();
      NewerRecord stopsAt = newer.get(partition);
      long next = stopsAt == null ? end(batch, partition) : stopsAt.offset();
      if (next > first) {
        long committed = batch.committed().getOrDefault(partition, first);
        ranges.add(new Range(partition.partition(), committed, Math.max(committed, next)));
      }
    }
    String topic = Topics.events(lane);
    return new ReadRanges(
        Topics.planGroup(lane), topic, Objects.requireNonNull(batch.topicIds().get(topic)), ranges);
  }

  private static long end(PolledBatch batch, TopicPartition partition) {
    OffsetAndMetadata end = batch.records().nextOffsets().get(partition);
    return end == null ? batch.records().records(partition).getLast().offset() + 1 : end.offset();
  }
}
