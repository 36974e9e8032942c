package dev.notifier.api.eventsin;

import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How far the events of a partition are processed. Records behind one that waits may be done
 * already; they are not done again when it is tried again. Used by one thread.
 */
final class PartitionProgress {
  private final TreeSet<Long> done = new TreeSet<>();
  private @Nullable Long oldestMillis;

  /** The records that are not done. */
  List<ConsumerRecord<byte[], byte[]>> open(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().filter(record -> !done.contains(record.offset())).toList();
  }

  void done(ConsumerRecord<byte[], byte[]> record) {
    done.add(record.offset());
  }

  /**
   * The position to commit after some records: that of the first that is not done.
   *
   * @param records in their order, at least one
   */
  long advance(List<ConsumerRecord<byte[], byte[]>> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (!done.contains(record.offset())) {
        oldestMillis = record.timestamp();
        done.headSet(record.offset()).clear();
        return record.offset();
      }
    }
    long next = records.getLast().offset() + 1;
    oldestMillis = null;
    done.headSet(next).clear();
    return next;
  }

  /** The time of the oldest record that waits, in milliseconds; null if none does. */
  @Nullable Long oldestMillis() {
    return oldestMillis;
  }
}
