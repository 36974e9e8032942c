package dev.notifier.kafka.loop;

import dev.notifier.kafka.clients.RedactedError.SafeFailure;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides where a group starts on a partition without a committed offset. A log that still begins
 * at offset 0 was never trimmed, so the group starts there and misses nothing. Any other log may
 * have lost records that this group never read, or would be read twice; an operator must decide.
 */
public final class StartOffsets {
  private StartOffsets() {}

  /**
   * Moves the consumer to the beginning of the partitions.
   *
   * @throws UnknownStartOffsetException when one of them was trimmed
   */
  public static void seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    for (TopicPartition partition : partitions) {
      Long beginning = beginnings.get(partition);
      if (beginning == null || beginning != 0) {
        throw new UnknownStartOffsetException(partition, beginning == null ? -1 : beginning);
      }
    }
    for (TopicPartition partition : partitions) {
      consumer.seek(partition, 0);
    }
  }

  /** No offset is committed, and the partition was trimmed. */
  public static final class UnknownStartOffsetException extends RuntimeException
      implements SafeFailure {
    UnknownStartOffsetException(TopicPartition partition, long beginning) {
      super(
          "no offset is committed for "
              + partition
              + " and its log begins at "
              + beginning
              + ", so records may be missing; set the group's offset with kafka-consumer-groups"
              + " --reset-offsets, then reading continues");
    }
  }
}
