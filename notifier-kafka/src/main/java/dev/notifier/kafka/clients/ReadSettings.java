package dev.notifier.kafka.clients;

import java.time.Duration;

/**
 * Settings for the reads of a consumer.
 *
 * @param sessionTimeout after this silence the group assigns the member's partitions to others; the
 *     broker's limits apply, 6 s to 30 min by default
 * @param maxPollRecords the most records of one poll
 * @param fetchMinBytes the broker answers a fetch when it has this many bytes ...
 * @param fetchMaxWait ... or when this time has passed
 * @param maxPartitionFetchBytes how much of one partition is read ahead
 */
public record ReadSettings(
    Duration sessionTimeout,
    int maxPollRecords,
    int fetchMinBytes,
    Duration fetchMaxWait,
    int maxPartitionFetchBytes) {
  private static final int READ_AHEAD_BYTES = 1 << 20;
  private static final Duration IDLE_WAIT = Duration.ofMillis(500);

  /** Delivers every record as soon as it arrives. */
  public static ReadSettings immediate(Duration sessionTimeout, int maxPollRecords) {
    return new ReadSettings(sessionTimeout, maxPollRecords, 1, IDLE_WAIT, READ_AHEAD_BYTES);
  }

  /** Delivers records up to {@code wait} later, so that each transaction contains more of them. */
  public static ReadSettings batched(Duration sessionTimeout, int maxPollRecords, Duration wait) {
    return new ReadSettings(
        sessionTimeout, maxPollRecords, READ_AHEAD_BYTES / 4, wait, READ_AHEAD_BYTES);
  }

  /** Returns a copy with another read-ahead. */
  public ReadSettings withReadAhead(int bytes) {
    return new ReadSettings(sessionTimeout, maxPollRecords, fetchMinBytes, fetchMaxWait, bytes);
  }

  /**
   * Returns a copy with another wait. A consumer has one fetch at a time in flight to a broker:
   * while it waits for empty partitions, partitions whose buffer has been emptied meanwhile wait
   * too.
   */
  public ReadSettings withFetchWait(Duration wait) {
    return new ReadSettings(
        sessionTimeout, maxPollRecords, fetchMinBytes, wait, maxPartitionFetchBytes);
  }
}
