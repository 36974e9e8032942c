package dev.notifier.worker.send;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;

/** A message and its position on its lane. */
public record LaneRecord(Lane lane, long offset, SubmitRecord message) {}
