package dev.notifier.kafka.loop;

import dev.notifier.kafka.positions.StoredStarts.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Decides where a member continues on partitions without a usable committed offset, if another
 * store knows how far the group has read them; else the rule of {@link StartOffsets} remains. Used
 * by one thread.
 *
 * <ul>
 *   <li>Kafka has no committed offset: at the stored one. What precedes it was processed, and stays
 *       on the topic for two days, so the beginning would repeat all of that.
 *   <li>The beginning of the log is behind the position: there. What was before it is gone.
 *   <li>The end of the log is before the position: Kafka has lost the newest records, because a
 *       replica that lacked them became the leader, or a broker was restored. All that is left of
 *       them was processed, and what was written since then was not. Kafka says where they meet if
 *       it knows the leader epoch of the position. Otherwise, or if a record before that is newer
 *       than the position, the time decides: what was written before the position was stored was
 *       processed. It is at most {@value #MARGIN_SECONDS} s of events that are read again.
 * </ul>
 *
 * <p>In the last case the offset is committed at once, and what is stored follows: the lost offsets
 * are given to other records, which no one may take for those that were read. The same is done if
 * Kafka's committed offset is found to have gone back in another way.
 */
final class Continuation {
  /** A producer tries for 8 s, a batch may be stored as late, and clocks differ by seconds. */
  static final int MARGIN_SECONDS = 60;

  private final LoopDefinition definition;
  private final Consumer<?, ?> consumer;
  private final Map<TopicPartition, Failed> failed = new HashMap<>();

  Continuation(LoopDefinition definition, Consumer<?, ?> consumer) {
    this.definition = definition;
    this.consumer = consumer;
  }

  /**
   * Why a partition has no offset to continue at.
   *
   * @param outside the offset that is outside the log; null if none was committed
   * @param divergent from this offset on, Kafka has other records than were read; null if unknown
   */
  record Failed(@Nullable Long outside, @Nullable Long divergent) {
    static final Failed NONE_COMMITTED = new Failed(null, null);
  }

  /**
   * What is known about a partition.
   *
   * @param committed null if nothing is
   * @param end the end of the log for this reader
   */
  record Known(@Nullable Long committed, Start stored, long beginning, long end) {
    boolean isCutOff(Failed why) {
      return why.divergent() != null
          || (why.outside() == null ? stored.offset() > end : why.outside() >= beginning);
    }
  }

  /** Finds the first record that was written at a time or later; null if there is none. */
  @FunctionalInterface
  interface ByTime {
    @Nullable Long firstFrom(Instant time);
  }

  void forget() {
    failed.clear();
  }

  /** Notes a partition without a committed offset. */
  void without(TopicPartition partition) {
    failed.put(partition, Failed.NONE_COMMITTED);
  }

  /** The partitions that were noted. */
  Set<TopicPartition> partitions() {
    return Set.copyOf(failed.keySet());
  }

  /** Notes why a poll has failed. */
  void failed(InvalidOffsetException e) {
    for (TopicPartition partition : e.partitions()) {
      Long outside =
          e instanceof OffsetOutOfRangeException range
              ? range.offsetOutOfRangePartitions().get(partition)
              : null;
      OffsetAndMetadata divergent =
          e instanceof LogTruncationException cut ? cut.divergentOffsets().get(partition) : null;
      failed.put(partition, new Failed(outside, divergent == null ? null : divergent.offset()));
    }
  }

  /**
   * Moves the consumer where it continues on the partitions that were noted.
   *
   * @return the offsets that it has committed because Kafka has lost records
   */
  Map<TopicPartition, OffsetAndMetadata> seek(Map<String, UUID> topicIds) throws Exception {
    failed.keySet().retainAll(consumer.assignment());
    if (failed.isEmpty()) {
      return Map.of();
    }
    Map<TopicPartition, Start> stored =
        definition.starts().of(definition.group(), topicIds, failed.keySet());
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(stored.keySet());
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(stored.keySet());
    Map<TopicPartition, Long> ends = consumer.endOffsets(stored.keySet());
    Map<TopicPartition, OffsetAndMetadata> back = new HashMap<>();
    stored.forEach((partition, start) -> {
      Failed why = failed.getOrDefault(partition, Failed.NONE_COMMITTED);
      OffsetAndMetadata offset = committed.get(partition);
      Known known =
          new Known(
              offset == null ? null : offset.offset(),
              start,
              beginnings.getOrDefault(partition, 0L),
              ends.getOrDefault(partition, 0L));
      long next = start(why, known, time -> firstFrom(partition, time));
      consumer.seek(partition, next);
      if (known.isCutOff(why)) {
        back.put(partition, new OffsetAndMetadata(next));
      }
    });
    lastAskForEnds(back.keySet());
    goBack(topicIds, back);
    failed.clear();
    return back;
  }

  /** The consumer takes the last answer for the end of the log and computes its lag from it. */
  private void lastAskForEnds(Set<TopicPartition> partitions) {
    var _ = consumer.endOffsets(partitions);
  }

  /**
   * Kafka commits first: PostgreSQL is never behind it. And Kafka refuses one who is no member any
   * more, and might not know what others have read since then.
   */
  private void goBack(Map<String, UUID> topicIds, Map<TopicPartition, OffsetAndMetadata> back)
      throws Exception {
    if (!back.isEmpty()) {
      consumer.commitSync(back);
      definition.starts().wentBack(definition.group(), topicIds, offsets(back));
    }
  }

  private static Map<TopicPartition, Long> offsets(Map<TopicPartition, OffsetAndMetadata> back) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    back.forEach((partition, offset) -> offsets.put(partition, offset.offset()));
    return offsets;
  }

  private @Nullable Long firstFrom(TopicPartition partition, Instant time) {
    OffsetAndTimestamp found =
        consumer.offsetsForTimes(Map.of(partition, time.toEpochMilli())).get(partition);
    return found == null ? null : found.offset();
  }

  /** The rule; see the class. */
  static long start(Failed why, Known known, ByTime log) {
    long stored = known.stored().offset();
    if (!known.isCutOff(why)) {
      return stored > known.beginning() && stored <= known.end() ? stored : known.beginning();
    }
    Long committed = known.committed();
    Long divergent = why.divergent();
    long processed = committed == null ? stored : committed;
    long start =
        Math.min(processed, Math.min(known.end(), divergent == null ? known.end() : divergent));
    Duration margin = divergent == null ? Duration.ofSeconds(MARGIN_SECONDS) : Duration.ZERO;
    Long newer = log.firstFrom(known.stored().storedAt().minus(margin));
    return Math.max(known.beginning(), newer == null ? start : Math.min(start, newer));
  }

  /**
   * Lets what is stored follow, if Kafka's committed offset has gone back without an error: an
   * operator has moved it, Kafka has lost it, or a worker has ended in the middle of {@link #seek}.
   * Former owners of the partitions can no longer commit.
   */
  void follow(Map<String, UUID> topicIds, Collection<TopicPartition> partitions) throws Exception {
    Map<TopicPartition, Start> stored =
        definition.starts().of(definition.group(), topicIds, partitions);
    Map<TopicPartition, Long> back = new HashMap<>();
    consumer
        .committed(stored.keySet())
        .forEach((partition, offset) -> {
          Start start = stored.get(partition);
          if (offset != null && start != null && start.offset() > offset.offset()) {
            back.put(partition, offset.offset());
          }
        });
    // An offset before the beginning is of no use, and the stored one may be.
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(back.keySet());
    lastAskForEnds(back.keySet());
    back.entrySet().removeIf(each -> each.getValue() < beginnings.getOrDefault(each.getKey(), 0L));
    if (!back.isEmpty()) {
      definition.starts().wentBack(definition.group(), topicIds, back);
    }
  }
}
