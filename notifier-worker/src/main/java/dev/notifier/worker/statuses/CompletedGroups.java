package dev.notifier.worker.statuses;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.StatusRecord.CompletedGroup;
import dev.notifier.contracts.StatusRecord.Count;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.store.groups.GroupCompletionStore.Completed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Publishes on {@code notifier.statuses} that groups are complete. Thread-safe. */
public final class CompletedGroups {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime a monotonic clock
   */
  public CompletedGroups(Producer<byte[], byte[]> producer, LongSupplier nanoTime) {
    this.producer = producer;
    this.nanoTime = nanoTime;
  }

  /** Whether anything can be published: records of version 1 have no groups. */
  public static boolean canBePublished() {
    return RecordJson.writtenVersion() >= StatusRecord.VERSION;
  }

  /**
   * Publishes groups, and waits until Kafka has acknowledged all of them.
   *
   * @return false if it has not; all may be published again
   */
  public boolean publish(List<Completed> groups) {
    List<Future<RecordMetadata>> sent = new ArrayList<>(groups.size());
    long end = nanoTime.getAsLong() + TIMEOUT.toNanos();
    try {
      groups.forEach(each -> sent.add(producer.send(record(each))));
      for (Future<RecordMetadata> each : sent) {
        each.get(Math.max(1, end - nanoTime.getAsLong()), TimeUnit.NANOSECONDS);
      }
      return true;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static ProducerRecord<byte[], byte[]> record(Completed group) {
    List<Count> counts =
        group.counts().stream()
            .map(each ->
                new Count(
                    NotificationState.of(each.state()),
                    each.reason() == null ? null : FailureReason.of(each.reason()),
                    each.number(),
                    each.segments()))
            .toList();
    CompletedGroup completed =
        new CompletedGroup(
            group.name(), group.title(), group.expected(), group.completedAt(), counts);
    return new ProducerRecord<>(
        Topics.STATUSES,
        group.tenant().getBytes(StandardCharsets.UTF_8),
        RecordFormats.STATUSES.encode(StatusRecord.of(group.tenant(), completed)));
  }
}
