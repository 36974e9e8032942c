package dev.notifier.kafka.table;

import org.jspecify.annotations.Nullable;

/** Receives the changes of a table. Called by the table's thread only. */
@FunctionalInterface
public interface TableListener<V> {
  /**
   * Called for each record, after the table has applied it. The same change may be reported again
   * after a failure.
   *
   * @param value the newest value of the key; null when the key was deleted
   */
  void changed(String key, @Nullable V value);

  /** Called each time the table is complete: every record of the topic has been applied. */
  default void completed() {}
}
