package dev.notifier.kafka.loop;

import dev.notifier.kafka.clients.FailureDescription.SafeFailure;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a group starts on a partition that it has no offset of. A log that still begins at 0 was
 * never trimmed, so starting there passes over nothing. Any other log may have lost records that
 * this group never saw, or would be read twice: that is for a person to decide.
 */
public final class StartOffsets {
  private StartOffsets() {}

  /**
   * Sets the consumer's position on each of the partitions to the beginning.
   *
   * @throws StartUnknownException when one of them was trimmed
   */
  public static void seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    for (TopicPartition partition : partitions) {
      Long begin = begins.get(partition);
      if (begin == null || begin != 0) {
        throw new StartUnknownException(partition, begin == null ? -1 : begin);
      }
    }
    for (TopicPartition partition : partitions) {
      consumer.seek(partition, 0);
    }
  }

  /** Nobody knows where to start. */
  public static final class StartUnknownException extends RuntimeException implements SafeFailure {
    StartUnknownException(TopicPartition partition, long begin) {
      super(
          "no offset is committed for "
              + partition
              + " and its log begins at "
              + begin
              + ", so records may be missing; set the group's offset with kafka-consumer-groups"
              + " --reset-offsets and the line goes on by itself");
    }
  }
}
