package dev.notifier.kafka.loop;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.RedactedError.SafeFailure;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides where a group starts on a partition without a usable committed offset: none is committed
 * (the group is new, or was idle for longer than the brokers keep offsets), or the committed one is
 * outside the log. The beginning of the log is right where everything before it was read, or no
 * longer exists, and little can be read twice:
 *
 * <ul>
 *   <li>{@code events}: only plan reads them, and they are deleted only behind its committed
 *       offset, two days after they were written. Plan's loops then move to where the stored
 *       positions say, see {@code Continuation}; the beginning remains for a topic of which none is
 *       stored, such as a new one. Plan recognises by its position an event that it has planned
 *       already, and writes its message again only while its notification is still {@code PLANNED}.
 *   <li>{@code retry}: only the retry mover reads them, and they are deleted only behind its
 *       committed offset, every 30 s and when it stops. After a crash, messages of the last 30 s
 *       can be moved twice; those that have expired are dropped by submit.
 *   <li>{@code binds}, read by track: deleted only behind the committed offset of track. Track
 *       stores a response, an unconfirmed segment or a drop twice without a difference.
 *   <li>{@code receipts} and {@code inbound}: deleted by age, so no offset brings back what is
 *       gone. Track stores a receipt or an inbound message twice without a difference.
 * </ul>
 *
 * A log of any other topic that begins at offset 0 was never trimmed, so the group starts there and
 * misses nothing; if it was trimmed, an operator must decide.
 */
public final class StartOffsets {
  private static final Logger LOG = LoggerFactory.getLogger(StartOffsets.class);
  private static final Set<String> READ_FROM_BEGINNING = readFromBeginning();

  private StartOffsets() {}

  private static Set<String> readFromBeginning() {
    Set<String> topics = new HashSet<>(Set.of(Topics.BINDS, Topics.RECEIPTS, Topics.INBOUND));
    for (Lane lane : Lane.values()) {
      topics.add(Topics.events(lane));
      for (RetryDelay delay : RetryDelay.values()) {
        topics.add(Topics.retry(lane, delay));
      }
    }
    return Set.copyOf(topics);
  }

  /**
   * Moves the consumer to the beginning of the partitions where that is right.
   *
   * @throws UnknownStartOffsetException when an operator must decide for one of them; the others
   *     have been moved
   */
  public static void seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    UnknownStartOffsetException unknown = null;
    for (TopicPartition partition : partitions) {
      Long beginning = beginnings.get(partition);
      if (beginning == null
          || (beginning != 0 && !READ_FROM_BEGINNING.contains(partition.topic()))) {
        unknown = new UnknownStartOffsetException(partition, beginning == null ? -1 : beginning);
        continue;
      }
      if (beginning != 0) {
        LOG.warn(
            "No usable offset is committed for {}; reading starts at the beginning of its log, {}",
            partition,
            beginning);
      }
      consumer.seek(partition, beginning);
    }
    if (unknown != null) {
      throw unknown;
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
