package dev.notifier.local.bench;

import java.util.List;

/** The events of a run, by index. The same index gives the same event. Thread-safe. */
public interface EventSource {
  /** The body of a request: a JSON array with the events of these indexes. */
  byte[] batch(List<Integer> indexes);
}
