package dev.notifier.api.app;

import dev.notifier.api.lookup.PlanProgress;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Compares the offsets that the plan stage has committed with the ends of its topics, at most once
 * a second. Thread-safe.
 */
final class KafkaPlanProgress implements PlanProgress, AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final long PERIOD_NANOS = Duration.ofSeconds(1).toNanos();

  private final Supplier<Admin> admins;
  private final LongSupplier nanos;
  private @Nullable Admin admin;
  private boolean caughtUp;
  private boolean checked;
  private long checkedAt;

  /**
   * @param nanos a monotonic clock
   */
  KafkaPlanProgress(Supplier<Admin> admins, LongSupplier nanos) {
    this.admins = admins;
    this.nanos = nanos;
  }

  /** Blocks for up to 6 s for each lane; one caller at a time asks. */
  @Override
  public synchronized boolean hasPlannedAllBefore(long moment) {
    long now = nanos.getAsLong();
    boolean fresh = checked && checkedAt - moment >= 0;
    if (!fresh && (!checked || now - checkedAt >= PERIOD_NANOS)) {
      checkedAt = now;
      checked = true;
      caughtUp = check();
      fresh = true;
    }
    return fresh && caughtUp;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }

  private boolean check() {
    try {
      if (admin == null) {
        admin = admins.get();
      }
      for (Lane lane : Lane.values()) {
        if (!hasPlannedAll(admin, lane)) {
          return false;
        }
      }
      return true;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Reads the ends before the committed offsets: what is added in between does not matter. */
  private static boolean hasPlannedAll(Admin admin, Lane lane)
      throws ExecutionException, InterruptedException, TimeoutException {
    String topic = Topics.events(lane);
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (TopicDescription description :
        admin
            .describeTopics(List.of(topic))
            .allTopicNames()
            .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
            .values()) {
      for (TopicPartitionInfo partition : description.partitions()) {
        latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest());
      }
    }
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        new HashMap<>(
            admin.listOffsets(latest).all().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(Topics.planGroup(lane))
            .partitionsToOffsetAndMetadata()
            .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    return ends.entrySet().stream()
        .allMatch(end -> {
          OffsetAndMetadata done = committed.get(end.getKey());
          return end.getValue().offset() == 0
              || (done != null && done.offset() >= end.getValue().offset());
        });
  }
}
