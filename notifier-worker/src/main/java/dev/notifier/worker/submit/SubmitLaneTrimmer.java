package dev.notifier.worker.submit;

import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.Lane;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/**
 * Deletes what no recovery needs any more from the submit lanes: everything before a checkpoint
 * that the group knows, except from the oldest text that the checkpoint lists as open.
 */
final class SubmitLaneTrimmer {
  private static final Duration EVERY = Duration.ofSeconds(30);

  private final Admin admin;
  private final LongSupplier nanos;
  private final Map<TopicPartition, Long> behind = new ConcurrentHashMap<>();
  private long lastNanos;

  SubmitLaneTrimmer(Admin admin, LongSupplier nanos) {
    this.admin = admin;
    this.nanos = nanos;
    lastNanos = nanos.getAsLong();
  }

  /** A checkpoint is where recovery would start now. */
  void committed(Bind bind, JournalRecord checkpoint) {
    Map<Lane, Long> keepFrom = new HashMap<>(checkpoint.lanes());
    if (checkpoint.checkpoint() != null) {
      for (SubmitIntent open : checkpoint.checkpoint()) {
        keepFrom.merge(open.lane(), open.offset(), Math::min);
      }
    }
    keepFrom.forEach((lane, offset) -> behind.put(bind.lane(lane), offset));
  }

  void trimIfDue() {
    if (nanos.getAsLong() - lastNanos < EVERY.toNanos() || behind.isEmpty()) {
      return;
    }
    lastNanos = nanos.getAsLong();
    Map<TopicPartition, RecordsToDelete> delete = new HashMap<>();
    behind.forEach((partition, offset) -> {
      if (offset > 0 && behind.remove(partition, offset)) {
        delete.put(partition, RecordsToDelete.beforeOffset(offset));
      }
    });
    if (!delete.isEmpty()) {
      // What is not deleted now is deleted with the next trim; nobody waits for it.
      var _ = admin.deleteRecords(delete);
    }
  }
}
