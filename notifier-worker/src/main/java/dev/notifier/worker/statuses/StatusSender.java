package dev.notifier.worker.statuses;

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

/** Sends records and waits until Kafka has acknowledged all of them. Thread-safe. */
final class StatusSender {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime a monotonic clock
   */
  StatusSender(Producer<byte[], byte[]> producer, LongSupplier nanoTime) {
    this.producer = producer;
    this.nanoTime = nanoTime;
  }

  /**
   * Sends some records.
   *
   * @return false if Kafka has not acknowledged all; all may be sent again
   */
  boolean send(List<ProducerRecord<byte[], byte[]>> records) {
    List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
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
}
