package dev.notifier.worker.journal;

import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.RedactedError.SafeFailure;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A bind does not know where to continue on a partition, and no position is certainly right:
 * records were deleted that it needs. Only an operator can decide.
 */
public final class UnknownPositionException extends RuntimeException implements SafeFailure {
  /**
   * @param why what is missing
   * @param consequence what starting at the beginning of the partition means
   */
  UnknownPositionException(
      BindId bind, TopicPartition partition, long beginning, String why, String consequence) {
    super(
        "bind "
            + bind
            + " does not know where to continue on topic "
            + partition.topic()
            + " partition "
            + partition.partition()
            + ": "
            + why
            + ". To continue at the beginning of its log, "
            + beginning
            + ", run kafka-consumer-groups --reset-offsets --to-earliest --execute --group "
            + Topics.GROUP_SUBMIT_START
            + " --topic "
            + partition.topic()
            + ":"
            + partition.partition()
            + "; "
            + consequence
            + ". The bind tries again every 30 s");
  }

  /** The journal has neither a known checkpoint nor a retained one. */
  static UnknownPositionException ofJournal(
      BindId bind, TopicPartition partition, long beginning, long checkpointOffset) {
    return new UnknownPositionException(
        bind,
        partition,
        beginning,
        (checkpointOffset < 0
                ? "no checkpoint is committed"
                : "the committed checkpoint, " + checkpointOffset + ", is not in the log")
            + " and the retained journal contains none",
        "segments whose records were deleted may be sent again");
  }

  /** Records of a lane were deleted. */
  public static UnknownPositionException ofLane(
      BindId bind, TopicPartition partition, long beginning, @Nullable Long known) {
    return new UnknownPositionException(
        bind,
        partition,
        beginning,
        known == null
            ? "its journal has no offset of this lane, of which records were deleted"
            : "it has read the lane up to " + known + ", but the log begins at " + beginning,
        known == null
            ? "messages that were sent before may be sent again"
            : "the messages in between are lost");
  }
}
