package dev.notifier.contracts;

import java.util.UUID;

/**
 * One segment of a message: what travels as one submit_sm.
 *
 * @param part from 1
 */
public record SegmentId(UUID notification, int part) {
  @Override
  public String toString() {
    return notification + "." + part;
  }
}
