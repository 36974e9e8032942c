package dev.notifier.worker.journal;

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
 * Deletes records of the submit lanes that no recovery needs. Keeps everything from the lane
 * offsets of the last committed checkpoint, or from the oldest text of a segment that the
 * checkpoint lists as pending, if that is earlier.
 */
public final class SubmitLaneTrimmer {
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final Admin admin;
  private final LongSupplier nanos;
  private final Map<TopicPartition, Long> deletable = new ConcurrentHashMap<>();
  private long lastNanos;

  public SubmitLaneTrimmer(Admin admin, LongSupplier nanos) {
    this.admin = admin;
    this.nanos = nanos;
    lastNanos = nanos.getAsLong();
  }

  /** Records a checkpoint whose offset is committed, so that recovery starts there. */
  public void checkpointCommitted(BindId bind, JournalRecord checkpoint) {
    Map<Lane, Long> keepFrom = new HashMap<>(checkpoint.lanes());
    if (checkpoint.checkpoint() != null) {
      for (SubmitIntent intent : checkpoint.checkpoint()) {
        keepFrom.merge(intent.lane(), intent.offset(), Math::min);
      }
    }
    keepFrom.forEach((lane, offset) -> deletable.put(bind.lanePartition(lane), offset));
  }

  /** Trims every 30 s; does not wait for the result. */
  public void trimIfDue() {
    if (nanos.getAsLong() - lastNanos < INTERVAL.toNanos() || deletable.isEmpty()) {
      return;
    }
    lastNanos = nanos.getAsLong();
    Map<TopicPartition, RecordsToDelete> delete = new HashMap<>();
    deletable.forEach((partition, offset) -> {
      if (offset > 0 && deletable.remove(partition, offset)) {
        delete.put(partition, RecordsToDelete.beforeOffset(offset));
      }
    });
    if (!delete.isEmpty()) {
      // Records that are not deleted now are deleted by a later trim.
      var _ = admin.deleteRecords(delete);
    }
  }
}
