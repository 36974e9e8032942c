package dev.notifier.kafka.feed;

import org.apache.kafka.common.Uuid;

/**
 * A place in {@code notifier.statuses}: where a reader continues. The place behind a change names
 * the change, because there is one for each.
 *
 * @param topic says which topic the offset is of: a topic that was created again has other offsets;
 *     see {@link #topicOf}
 * @param partition the partition, even if the tenant has another one meanwhile
 * @param offset of the record with the next change, or of one before it
 * @param skip how many changes of this record are before the place
 */
public record FeedPosition(int topic, int partition, long offset, int skip) {
  /**
   * @throws IllegalArgumentException if a number is negative
   */
  public FeedPosition {
    if (partition < 0 || offset < 0 || skip < 0) {
      throw new IllegalArgumentException("A place has no negative numbers");
    }
  }

  /** A short name of Kafka's id of a topic. */
  public static int topicOf(Uuid topicId) {
    return (int) topicId.getLeastSignificantBits();
  }

  /**
   * The place behind a change of a record.
   *
   * @param index of the change in the record, from 0
   * @param changes how many changes the record has
   */
  public static FeedPosition behind(int topic, int partition, long offset, int index, int changes) {
    return index + 1 < changes
        ? new FeedPosition(topic, partition, offset, index + 1)
        : new FeedPosition(topic, partition, offset + 1, 0);
  }
}
