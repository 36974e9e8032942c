package dev.notifier.contracts;

import java.util.UUID;

/**
 * One segment of a message, which is sent as one submit_sm.
 *
 * @param number the segment's number in the message, from 1
 */
public record SegmentId(UUID notificationId, int number) {
  @Override
  public String toString() {
    return notificationId + "." + number;
  }
}
