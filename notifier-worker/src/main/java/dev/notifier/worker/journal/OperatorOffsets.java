package dev.notifier.worker.journal;

import dev.notifier.contracts.Topics;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The positions that operators set for binds whose position is unknown: the offsets of the group
 * {@value Topics#GROUP_SUBMIT_START}. Each is used once. Used by the thread of one bind.
 */
public final class OperatorOffsets implements StartPositions {
  private static final Logger log = LoggerFactory.getLogger(OperatorOffsets.class);
  private static final long TIMEOUT_SECONDS = 10;

  private final Admin admin;
  private final Set<TopicPartition> used = new HashSet<>();

  public OperatorOffsets(Admin admin) {
    this.admin = admin;
  }

  @Override
  public @Nullable Long of(TopicPartition partition) {
    try {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin
              .listConsumerGroupOffsets(
                  Map.of(
                      Topics.GROUP_SUBMIT_START,
                      new ListConsumerGroupOffsetsSpec().topicPartitions(Set.of(partition))))
              .partitionsToOffsetAndMetadata(Topics.GROUP_SUBMIT_START)
              .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      OffsetAndMetadata offset = offsets.get(partition);
      if (offset == null) {
        return null;
      }
      used.add(partition);
      return offset.offset();
    } catch (ExecutionException | TimeoutException e) {
      log.info("Cannot read the offset that an operator may have set: {}", e.toString());
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** The bind continues with the positions: deletes them, so that none is used a second time. */
  public void used() {
    if (used.isEmpty()) {
      return;
    }
    Collection<TopicPartition> done = Set.copyOf(used);
    used.clear();
    log.warn("Continued at the offsets that an operator has set for {}", done);
    var _ =
        admin
            .deleteConsumerGroupOffsets(Topics.GROUP_SUBMIT_START, Set.copyOf(done))
            .all()
            .whenComplete((_, failure) -> {
              if (failure != null) {
                log.warn(
                    "The offsets of group {} for {} could not be deleted; delete them: {}",
                    Topics.GROUP_SUBMIT_START,
                    done,
                    failure.toString());
              }
            });
  }
}
