package dev.notifier.worker.send;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;

/**
 * A message and its position on its lane.
 *
 * @param storedMs when Kafka got it, in milliseconds since the epoch
 */
public record LaneRecord(Lane lane, long offset, SubmitRecord message, long storedMs) {}
