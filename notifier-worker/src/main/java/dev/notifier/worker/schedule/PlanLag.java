package dev.notifier.worker.schedule;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Which lanes have room: those of which plan has not much to read. Asks Kafka once a second. Used
 * by one thread.
 */
final class PlanLag {
  /** A lane with more unread events gets no released messages. */
  static final long MAX_UNREAD = 20_000;

  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Admin admin;
  private final LongSupplier nanoTime;
  private Set<Lane> open = EnumSet.noneOf(Lane.class);
  private long readAt;

  /**
   * @param admin not closed by this object
   */
  PlanLag(Admin admin, LongSupplier nanoTime) {
    this.admin = admin;
    this.nanoTime = nanoTime;
    this.readAt = nanoTime.getAsLong() - PERIOD_NANOS;
  }

  /**
   * The lanes that have room.
   *
   * @throws KafkaException if Kafka does not respond
   */
  Set<Lane> openLanes() {
    long now = nanoTime.getAsLong();
    if (now - readAt >= PERIOD_NANOS) {
      Set<Lane> lanes = EnumSet.noneOf(Lane.class);
      for (Lane lane : Lane.values()) {
        if (unread(lane) <= MAX_UNREAD) {
          lanes.add(lane);
        }
      }
      open = lanes;
      readAt = now;
    }
    return open;
  }

  private long unread(Lane lane) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
    for (int i = 0; i < Topics.EVENT_PARTITIONS; i++) {
      TopicPartition partition = new TopicPartition(Topics.events(lane), i);
      latest.put(partition, OffsetSpec.latest());
      earliest.put(partition, OffsetSpec.earliest());
    }
    KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> ends = admin.listOffsets(latest).all();
    KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> starts =
        admin.listOffsets(earliest).all();
    Map<TopicPartition, OffsetAndMetadata> committed =
        get(admin.listConsumerGroupOffsets(Topics.planGroup(lane)).partitionsToOffsetAndMetadata());
    Map<TopicPartition, ListOffsetsResultInfo> first = get(starts);
    long unread = 0;
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : get(ends).entrySet()) {
      OffsetAndMetadata done = committed.get(end.getKey());
      long from = Objects.requireNonNull(first.get(end.getKey())).offset();
      unread += end.getValue().offset() - Math.max(from, done == null ? 0 : done.offset());
    }
    return unread;
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(KafkaClients.CALL_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException("the progress of plan cannot be read", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka does not respond", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while the progress of plan was read", e);
    }
  }
}
