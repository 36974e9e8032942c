package dev.notifier.worker.batches;

import dev.notifier.kafka.batch.DecodedBatch.Entry;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** How the records of a topic are divided if they are too many or fail. Thread-safe. */
public interface RecordParts<T> {
  /** How much work a record is; 0 if the number of records is the only limit. */
  default int weight(T record) {
    return 0;
  }

  /** The most work that is stored at once, unless it is a single record. */
  default int maxWeight() {
    return 0;
  }

  /** The parts of a record that fails alone; the record itself if it cannot be divided. */
  default List<Entry<T>> of(Entry<T> entry) {
    return List.of(entry);
  }

  /** Whether nothing of the record follows. */
  default boolean isLast(Entry<T> entry) {
    return true;
  }

  /** Whether its success shows that the stage works. */
  default boolean showsProgress(Entry<T> entry) {
    return true;
  }

  /**
   * What is written in place of a record of the quarantine for a part that fails alone; null = the
   * record goes to the quarantine.
   */
  default @Nullable ProducerRecord<byte[], byte[]> insteadOfQuarantine(Entry<T> entry) {
    return null;
  }
}
