package dev.notifier.worker.batches;

import dev.notifier.kafka.positions.CommittedOffsets;
import dev.notifier.store.positions.DatabaseBehindException;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.store.positions.ReadRanges;
import dev.notifier.store.positions.ReadRanges.Range;
import dev.notifier.worker.positions.BehindException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** The positions of one reader. Used by its thread. */
public final class BatchPositions {
  private final String group;
  private final String topic;
  private final PositionStore store;
  private final Function<String, UUID> topicIds;
  private final CommittedOffsets committed = new CommittedOffsets();

  /** What the parts of the batch have stored, until Kafka has committed it. */
  private final Map<TopicPartition, Long> stored = new HashMap<>();

  private @Nullable UUID topicId;

  /**
   * @param topicIds asks Kafka for the id of a topic
   */
  public BatchPositions(
      String group, String topic, PositionStore store, Function<String, UUID> topicIds) {
    this.group = group;
    this.topic = topic;
    this.store = store;
    this.topicIds = topicIds;
  }

  /** Checks and stores positions in the transaction of the calling thread. */
  TopicBatchReader.Positions of(Map<TopicPartition, Long> next, Consumer<?, ?> consumer) {
    return new TopicBatchReader.Positions() {
      @Override
      public void check() {
        BatchPositions.this.advance(Map.of(), next.keySet(), consumer);
      }

      @Override
      public void advance() {
        BatchPositions.this.advance(next, next.keySet(), consumer);
      }

      @Override
      public Map<Integer, Long> stored() {
        return store.stored(
            group,
            BatchPositions.this.topic,
            BatchPositions.this.topicId(),
            next.keySet().stream().map(TopicPartition::partition).toList());
      }

      @Override
      public UUID topicId() {
        return BatchPositions.this.topicId();
      }
    };
  }

  /**
   * Stores the offsets behind some records.
   *
   * @param next what was read; a partition without it stays at what Kafka has committed
   * @throws BehindException if the database was restored from a backup
   */
  private void advance(
      Map<TopicPartition, Long> next,
      Collection<TopicPartition> partitions,
      Consumer<?, ?> consumer) {
    Map<TopicPartition, Long> before = committed.of(consumer, partitions);
    List<Range> ranges = new ArrayList<>(partitions.size());
    for (TopicPartition partition : partitions) {
      long processed = Objects.requireNonNull(before.get(partition));
      long end = Math.max(processed, next.getOrDefault(partition, processed));
      ranges.add(new Range(partition.partition(), processed, end));
    }
    try {
      store.advance(new ReadRanges(group, topic, topicId(), ranges));
    } catch (DataAccessException e) {
      if (e.getCause() instanceof DatabaseBehindException behind) {
        throw new BehindException(behind);
      }
      throw e;
    }
  }

  /** Notes that the transaction that stored these offsets is committed. */
  void stored(Map<TopicPartition, Long> next) {
    next.forEach((partition, offset) -> stored.merge(partition, offset, Math::max));
  }

  /** Stores offsets that Kafka is about to commit and that no part of the batch has stored. */
  void complete(Map<TopicPartition, OffsetAndMetadata> next, Consumer<?, ?> consumer) {
    Map<TopicPartition, Long> missing = new HashMap<>();
    next.forEach((partition, offset) -> {
      if (stored.getOrDefault(partition, -1L) < offset.offset()) {
        missing.put(partition, offset.offset());
      }
    });
    if (!missing.isEmpty()) {
      advance(missing, missing.keySet(), consumer);
    }
  }

  /** Kafka has committed the batch. */
  void committed(Map<TopicPartition, OffsetAndMetadata> next) {
    committed.committed(next);
    stored.clear();
  }

  /** Other readers may have read the partitions, and their topic may be a new one. */
  void assigned(Collection<TopicPartition> partitions) {
    committed.forget(partitions);
    stored.clear();
    topicId = null;
  }

  private UUID topicId() {
    UUID known = topicId;
    if (known == null) {
      known = topicIds.apply(topic);
      topicId = known;
    }
    return known;
  }
}
