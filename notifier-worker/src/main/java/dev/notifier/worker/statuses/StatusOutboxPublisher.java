package dev.notifier.worker.statuses;

import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes rows on {@code notifier.statuses}, each as a record whose key is its tenant.
 * Thread-safe.
 *
 * @param <T> a row of the database
 */
public final class StatusOutboxPublisher<T> {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final LongSupplier nanoTime;
  private final Function<T, StatusRecord> record;

  /**
   * @param nanoTime a monotonic clock
   * @param record makes the record of a row; see {@link StatusRecords}
   */
  public StatusOutboxPublisher(
      Producer<byte[], byte[]> producer, LongSupplier nanoTime, Function<T, StatusRecord> record) {
    this.producer = producer;
    this.nanoTime = nanoTime;
    this.record = record;
  }

  /** Whether anything can be published: records of version 1 have only changes. */
  public static boolean canPublish() {
    return RecordJson.writtenVersion() >= StatusRecord.VERSION;
  }

  /**
   * Publishes rows, and waits until Kafka has acknowledged all of them.
   *
   * @return false if it has not; all may be published again
   */
  public boolean publish(List<T> rows) {
    List<Future<RecordMetadata>> sent = new ArrayList<>(rows.size());
    List<ProducerRecord<byte[], byte[]>> records = rows.stream().map(this::encoded).toList();
    long end = nanoTime.getAsLong() + TIMEOUT.toNanos();
    try {
      records.forEach(each -> sent.add(producer.send(each)));
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

  private ProducerRecord<byte[], byte[]> encoded(T row) {
    StatusRecord status = record.apply(row);
    return new ProducerRecord<>(
        Topics.STATUSES,
        status.tenant().getBytes(StandardCharsets.UTF_8),
        RecordFormats.STATUSES.encode(status));
  }
}
