package dev.notifier.local.bench;

import java.util.List;

/** The events of a run, by index: the same index is the same event. Thread-safe. */
public interface EventSource {
  /** A batch as it is posted: a JSON array of the events of these indexes. */
  byte[] batch(List<Integer> indexes);
}
