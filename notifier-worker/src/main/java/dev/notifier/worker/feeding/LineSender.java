package dev.notifier.worker.feeding;

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

/** Sends records and waits until Kafka has confirmed all of them. Thread-safe. */
final class LineSender {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Producer<byte[], byte[]> producer;
  private final LongSupplier nanoTime;

  /**
   * @param producer idempotent; not closed by this object
   * @param nanoTime a monotonic clock
   */
  LineSender(Producer<byte[], byte[]> producer, LongSupplier nanoTime) {
    this.producer = producer;
    this.nanoTime = nanoTime;
  }

  /**
   * Sends records.
   *
   * @throws KafkaException if one is not confirmed within 10 s; each may reach Kafka all the same
   */
  void send(List<ProducerRecord<byte[], byte[]>> records) {
    List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
    long end = nanoTime.getAsLong() + TIMEOUT.toNanos();
    for (ProducerRecord<byte[], byte[]> each : records) {
      if (nanoTime.getAsLong() - end >= 0) {
        throw new KafkaException("Kafka does not respond");
      }
      sent.add(producer.send(each));
    }
    for (Future<RecordMetadata> each : sent) {
      await(each, end);
    }
  }

  private void await(Future<RecordMetadata> sent, long end) {
    try {
      sent.get(Math.max(1, end - nanoTime.getAsLong()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException("Kafka does not confirm lines of batches", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka does not respond", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while lines of batches were sent", e);
    }
  }
}
