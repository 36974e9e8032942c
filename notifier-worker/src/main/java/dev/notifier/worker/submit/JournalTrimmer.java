package dev.notifier.worker.submit;

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
 * Deletes old journal records that nobody needs any more: behind the last checkpoint, behind what
 * track has stored, and older than {@link #KEPT}, so that a person can still look into what
 * happened.
 */
final class JournalTrimmer {
  private static final Logger log = LoggerFactory.getLogger(JournalTrimmer.class);
  private static final Duration KEPT = Duration.ofDays(3);
  private static final long ANSWER_WITHIN_SECONDS = 10;

  private final Admin admin;
  private final InstantSource clock;

  JournalTrimmer(Admin admin, InstantSource clock) {
    this.admin = admin;
    this.clock = clock;
  }

  /**
   * Trims the journals of these binds; what cannot be done now is done the next time.
   *
   * @param checkpoints for each slot where its last committed checkpoint stands
   */
  void trim(Map<Integer, Long> checkpoints) {
    try {
      Map<TopicPartition, RecordsToDelete> delete = new HashMap<>(behind(checkpoints));
      if (!delete.isEmpty()) {
        admin.deleteRecords(delete).all().get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      log.info("Journals are trimmed later: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<TopicPartition, RecordsToDelete> behind(Map<Integer, Long> checkpoints)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> tracked =
        admin
            .listConsumerGroupOffsets(Topics.GROUP_TRACK_JOURNAL)
            .partitionsToOffsetAndMetadata()
            .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
    Map<TopicPartition, OffsetSpec> old = new HashMap<>();
    long oldMs = clock.instant().minus(KEPT).toEpochMilli();
    checkpoints
        .keySet()
        .forEach(slot ->
            old.put(new TopicPartition(Topics.BINDS, slot), OffsetSpec.forTimestamp(oldMs)));
    Map<TopicPartition, ListOffsetsResultInfo> kept =
        admin.listOffsets(old).all().get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
    Map<TopicPartition, RecordsToDelete> delete = new HashMap<>();
    checkpoints.forEach((slot, checkpoint) -> {
      TopicPartition partition = new TopicPartition(Topics.BINDS, slot);
      OffsetAndMetadata stored = tracked.get(partition);
      ListOffsetsResultInfo firstKept = kept.get(partition);
      if (stored != null && firstKept != null) {
        // Offset -1: no record is as young as that, so age spares none.
        long byAge = firstKept.offset() < 0 ? Long.MAX_VALUE : firstKept.offset();
        long before = Math.min(byAge, Math.min(checkpoint, stored.offset()));
        if (before > 0) {
          delete.put(partition, RecordsToDelete.beforeOffset(before));
        }
      }
    });
    return delete;
  }
}
