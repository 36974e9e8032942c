package dev.notifier.kafka.clients;

import java.time.Duration;

/**
 * How a consumer reads.
 *
 * @param sessionTimeout after this silence the group gives its partitions to others; the broker's
 *     bounds apply, 6 s to 30 min by default
 * @param maxPollRecords records of one poll
 * @param fetchMinOctets the broker holds its answer until it has so much ...
 * @param fetchMaxWait ... or until this time has passed
 * @param maxPartitionFetchOctets how much of one partition is read ahead
 */
public record ReadSettings(
    Duration sessionTimeout,
    int maxPollRecords,
    int fetchMinOctets,
    Duration fetchMaxWait,
    int maxPartitionFetchOctets) {
  private static final int READ_AHEAD_OCTETS = 1 << 20;
  private static final Duration IDLE_WAIT = Duration.ofMillis(500);

  /** Every record as soon as it is there. */
  public static ReadSettings atOnce(Duration sessionTimeout, int maxPollRecords) {
    return new ReadSettings(sessionTimeout, maxPollRecords, 1, IDLE_WAIT, READ_AHEAD_OCTETS);
  }

  /** Records that may wait a moment for others, so that each transaction carries more of them. */
  public static ReadSettings gathered(Duration sessionTimeout, int maxPollRecords, Duration wait) {
    return new ReadSettings(
        sessionTimeout, maxPollRecords, READ_AHEAD_OCTETS / 4, wait, READ_AHEAD_OCTETS);
  }

  /** The same with another length read ahead. */
  public ReadSettings withReadAhead(int octets) {
    return new ReadSettings(sessionTimeout, maxPollRecords, fetchMinOctets, fetchMaxWait, octets);
  }

  /**
   * The same with another wait. One fetch at a time is under way to a broker: while it waits for
   * partitions that are empty, those that were read out meanwhile wait too.
   */
  public ReadSettings withWait(Duration wait) {
    return new ReadSettings(
        sessionTimeout, maxPollRecords, fetchMinOctets, wait, maxPartitionFetchOctets);
  }
}
