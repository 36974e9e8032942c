package dev.notifier.kafka.loop;

import dev.notifier.contracts.Lane;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A partition on which a record waits that should have been processed.
 *
 * @param lane null if the topic belongs to no lane
 * @param offset the record that is next, or {@link #UNREAD}
 * @param age how long the record has waited; of a partition that was not read yet, how long it has
 *     been assigned. Positive
 * @param sinceProgress how long ago the last record of the partition was committed, or if there was
 *     none, the partition was assigned
 */
public record PartitionAge(
    TopicPartition partition,
    @Nullable Lane lane,
    long offset,
    Duration age,
    Duration sinceProgress) {
  /** Nothing was read from the partition yet. */
  public static final long UNREAD = -1;

  /** The topic of the partition. */
  public String topic() {
    return partition.topic();
  }

  /** Topic and number, for people. */
  public String name() {
    return partition.toString();
  }
}
