package dev.notifier.api.app;

import dev.notifier.api.lookup.PlanProgress;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.RedactedError;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
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
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the offsets that the plan stage has committed with the ends of its topics, at most once
 * a second. Thread-safe.
 */
final class KafkaPlanProgress implements PlanProgress, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaPlanProgress.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final long PERIOD_NANOS = Duration.ofSeconds(1).toNanos();

  private final Supplier<Admin> admins;
  private final LongSupplier nanos;
  private final ReentrantLock checking = new ReentrantLock();
  private volatile @Nullable Admin admin;
  private volatile @Nullable Check last;
  private volatile boolean closed;
  private boolean unauthorized;

  /**
   * The result of a check.
   *
   * @param begin events that were accepted later may be missing in it
   */
  private record Check(long begin, long end, boolean caughtUp) {
    boolean covers(long moment) {
      return begin - moment >= 0;
    }
  }

  /**
   * @param nanos a monotonic clock
   */
  KafkaPlanProgress(Supplier<Admin> admins, LongSupplier nanos) {
    this.admins = admins;
    this.nanos = nanos;
  }

  /**
   * Blocks one caller at a time, for up to 6 s for each lane. The others do not wait for it,
   * because they could take all threads: with false, their callers ask again.
   */
  @Override
  public boolean hasPlannedAllBefore(long moment) {
    Check known = last;
    if (known != null && known.covers(moment)) {
      return known.caughtUp();
    }
    if (!checking.tryLock()) {
      return false;
    }
    try {
      return check(moment);
    } finally {
      checking.unlock();
    }
  }

  /** Ends a check that runs: its calls fail. */
  @Override
  public void close() {
    closed = true;
    Admin open = admin;
    if (open != null) {
      open.close(Duration.ZERO);
    }
  }

  private boolean check(long moment) {
    Check known = last;
    long begin = nanos.getAsLong();
    if (known != null && begin - known.end() < PERIOD_NANOS) {
      return known.covers(moment) && known.caughtUp();
    }
    boolean caughtUp = hasPlannedAll();
    last = new Check(begin, nanos.getAsLong(), caughtUp);
    return caughtUp;
  }

  private boolean hasPlannedAll() {
    try {
      Admin open = open();
      for (Lane lane : Lane.values()) {
        if (!hasPlannedAll(open, lane)) {
          return false;
        }
      }
      unauthorized = false;
      return true;
    } catch (ExecutionException e) {
      logIfUnauthorized(e.getCause());
      return false;
    } catch (KafkaException e) {
      logIfUnauthorized(e);
      return false;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Admin open() {
    Admin open = admin;
    if (open == null) {
      open = admins.get();
      admin = open;
    }
    if (closed) {
      open.close(Duration.ZERO);
    }
    return open;
  }

  /** Otherwise every look-up of an unknown event would log it. */
  private void logIfUnauthorized(@Nullable Throwable failure) {
    if (failure instanceof AuthorizationException && !unauthorized) {
      unauthorized = true;
      LOG.warn(
          "Look-ups of unknown events answer not-found-yet, because Kafka does not show the offsets"
              + " of the plan stage: {}. Allow the api to describe the groups of the plan stage and"
              + " the topics of events",
          RedactedError.of(failure));
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
