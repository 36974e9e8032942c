package dev.notifier.worker.bind;

import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.CheckpointListener;
import dev.notifier.worker.journal.JournalTrimmer;
import dev.notifier.worker.journal.SubmitLaneTrimmer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the checkpoints of this worker's binds as offsets of their group, and trims the journals
 * and lanes behind them. Checkpoints arrive on the threads of the binds; everything else is used by
 * one thread.
 */
final class CheckpointCommitter implements CheckpointListener {
  private static final Logger log = LoggerFactory.getLogger(CheckpointCommitter.class);
  private static final Duration MAINTENANCE_INTERVAL = Duration.ofHours(1);

  private static final long UNKNOWN = -1;

  private record Checkpoint(long offset, JournalRecord entry) {}

  private final LongSupplier nanos;
  private final SubmitLaneTrimmer laneTrimmer;
  private final JournalTrimmer journalTrimmer;

  /** The last checkpoint of each slot, committed or not; none if it is unknown. */
  private final Map<Integer, Long> offsets = new ConcurrentHashMap<>();

  private final Map<BindId, Checkpoint> uncommitted = new ConcurrentHashMap<>();
  private long lastMaintenanceNanos;

  CheckpointCommitter(Admin admin, InstantSource clock, LongSupplier nanos) {
    this.nanos = nanos;
    laneTrimmer = new SubmitLaneTrimmer(admin, nanos);
    journalTrimmer = new JournalTrimmer(admin, clock);
    lastMaintenanceNanos = nanos.getAsLong();
  }

  @Override
  public void checkpointCommitted(BindId bind, long offset, JournalRecord checkpoint) {
    offsets.put(bind.slot(), offset);
    uncommitted.put(bind, new Checkpoint(offset, checkpoint));
  }

  /** The offset of the last checkpoint in the journal of a slot; negative if it is unknown. */
  long checkpointOffset(int slot) {
    return offsets.getOrDefault(slot, UNKNOWN);
  }

  /**
   * Reads the committed checkpoints of newly assigned partitions. One without a checkpoint concerns
   * only its bind, which decides where to read its journal.
   */
  void assigned(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata checkpoint = committed.get(partition);
      if (checkpoint != null) {
        offsets.put(partition.partition(), checkpoint.offset());
      }
      // Nothing is fetched, but the consumer needs a position.
      consumer.seek(partition, checkpoint == null ? 0 : checkpoint.offset());
    }
  }

  /** Forgets partitions that are assigned to other workers. */
  void unassigned(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> offsets.remove(partition.partition()));
  }

  /** Commits new checkpoints, and trims when that is due. */
  void commitAndTrim(Consumer<byte[], byte[]> consumer) {
    commit(consumer);
    laneTrimmer.trimIfDue();
  }

  /** Commits new checkpoints. */
  void commit(Consumer<byte[], byte[]> consumer) {
    // A task that was abandoned may still have recorded a checkpoint; it must not be committed.
    Set<TopicPartition> assigned = consumer.assignment();
    uncommitted.keySet().removeIf(bind -> !assigned.contains(bind.journalPartition()));
    Map<BindId, Checkpoint> checkpoints = new HashMap<>(uncommitted);
    Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
    checkpoints.forEach((bind, checkpoint) ->
        commits.put(bind.journalPartition(), new OffsetAndMetadata(checkpoint.offset())));
    maintainIfDue(commits, assigned);
    if (commits.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(commits);
    } catch (RebalanceInProgressException | CommitFailedException | RetriableException e) {
      // Binds continue during a rebalance, and while the coordinator is unavailable.
      log.debug("Checkpoints are committed later: {}", e.toString());
      return;
    }
    checkpoints.forEach((bind, checkpoint) -> {
      uncommitted.remove(bind, checkpoint);
      laneTrimmer.checkpointCommitted(bind, checkpoint.entry());
    });
  }

  /**
   * Once an hour: trims the journals, and commits unchanged offsets again, because brokers delete
   * offsets that are not committed for some days.
   */
  private void maintainIfDue(
      Map<TopicPartition, OffsetAndMetadata> commits, Set<TopicPartition> assigned) {
    long now = nanos.getAsLong();
    if (now - lastMaintenanceNanos >= MAINTENANCE_INTERVAL.toNanos()) {
      lastMaintenanceNanos = now;
      offsets.keySet().removeIf(slot -> !assigned.contains(partition(slot)));
      offsets.forEach(
          (slot, offset) -> commits.putIfAbsent(partition(slot), new OffsetAndMetadata(offset)));
      journalTrimmer.trim(Map.copyOf(offsets));
    }
  }

  private static TopicPartition partition(int slot) {
    return new TopicPartition(Topics.BINDS, slot);
  }
}
