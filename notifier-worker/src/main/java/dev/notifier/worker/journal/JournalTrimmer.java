package dev.notifier.worker.journal;

import dev.notifier.contracts.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes journal records that precede the last checkpoint, that track has stored, and that are
 * older than seven days. The seven days let an operator look into what happened: a receipt that
 * matches nothing is stored for that time with its position, and its bytes are in the journal only.
 */
public final class JournalTrimmer {
  private static final Logger log = LoggerFactory.getLogger(JournalTrimmer.class);
  private static final Duration RETENTION = Duration.ofDays(7);
  private static final long TIMEOUT_SECONDS = 10;

  private final Admin admin;
  private final InstantSource clock;

  public JournalTrimmer(Admin admin, InstantSource clock) {
    this.admin = admin;
    this.clock = clock;
  }

  /**
   * Trims the journals of these slots. A failure is logged; the next call tries again.
   *
   * @param checkpoints the offset of the last committed checkpoint of each slot
   */
  public void trim(Map<Integer, Long> checkpoints) {
    try {
      Map<TopicPartition, RecordsToDelete> delete = new HashMap<>(deletable(checkpoints));
      if (!delete.isEmpty()) {
        admin.deleteRecords(delete).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      log.info("Journals could not be trimmed and are trimmed later: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<TopicPartition, RecordsToDelete> deletable(Map<Integer, Long> checkpoints)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> tracked =
        admin
            .listConsumerGroupOffsets(Topics.GROUP_TRACK_JOURNAL)
            .partitionsToOffsetAndMetadata()
            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    Map<TopicPartition, OffsetSpec> byTime = new HashMap<>();
    long retainedFromMs = clock.instant().minus(RETENTION).toEpochMilli();
    checkpoints
        .keySet()
        .forEach(slot ->
            byTime.put(
                new TopicPartition(Topics.BINDS, slot), OffsetSpec.forTimestamp(retainedFromMs)));
    Map<TopicPartition, ListOffsetsResultInfo> retained =
        admin.listOffsets(byTime).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    Map<TopicPartition, RecordsToDelete> delete = new HashMap<>();
    checkpoints.forEach((slot, checkpoint) -> {
      TopicPartition partition = new TopicPartition(Topics.BINDS, slot);
      OffsetAndMetadata stored = tracked.get(partition);
      ListOffsetsResultInfo firstRetained = retained.get(partition);
      if (stored != null && firstRetained != null) {
        // Offset -1: all records are older.
        long byAge = firstRetained.offset() < 0 ? Long.MAX_VALUE : firstRetained.offset();
        long before = Math.min(byAge, Math.min(checkpoint, stored.offset()));
        if (before > 0) {
          delete.put(partition, RecordsToDelete.beforeOffset(before));
        }
      }
    });
    return delete;
  }
}
