package dev.notifier.worker.statuses;

import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.batch.DataFailures;
import dev.notifier.kafka.clients.RedactedError;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes rows on {@code notifier.statuses}, each as a record whose key is its tenant. A row that
 * can never be published, because it makes no record or one that Kafka refuses, is skipped, counted
 * and named in the log, so that it does not hold the others. Thread-safe.
 *
 * @param <T> a row of the database
 */
public final class StatusOutboxPublisher<T> {
  /** Rows that can never be published, by job. */
  static final String SKIPPED = "notifier.statuses.skipped";

  private static final Logger log = LoggerFactory.getLogger(StatusOutboxPublisher.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final LongSupplier nanoTime;
  private final StatusSource<T> source;
  private final Counter skipped;

  private record Sent<T>(T row, Future<RecordMetadata> acknowledgement) {}

  private record Refused<T>(T row, Exception why) {}

  /**
   * @param nanoTime a monotonic clock
   * @param source whose rows are published
   */
  public StatusOutboxPublisher(
      Producer<byte[], byte[]> producer,
      LongSupplier nanoTime,
      StatusSource<T> source,
      MeterRegistry registry) {
    this.producer = producer;
    this.nanoTime = nanoTime;
    this.source = source;
    this.skipped =
        Counter.builder(SKIPPED)
            .description("Status notices that can never be published")
            .tag("job", source.job())
            .register(registry);
  }

  /** Whether anything can be published: records of version 1 have only changes. */
  public static boolean canPublish() {
    return RecordJson.writtenVersion() >= StatusRecord.VERSION;
  }

  /**
   * Publishes rows, and waits until Kafka has acknowledged all of them that can be published.
   *
   * @return false if it has not; all may be published again
   */
  public boolean publish(List<T> rows) {
    return published(rows).isPresent();
  }

  /** How many rows were published; empty if all are to be published again. */
  OptionalInt published(List<T> rows) {
    List<Refused<T>> refused = new ArrayList<>();
    try {
      long end = nanoTime.getAsLong() + TIMEOUT.toNanos();
      List<Sent<T>> sent = send(rows, refused);
      for (Sent<T> each : sent) {
        await(each, end, refused);
      }
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
    refused.forEach(this::skip);
    return OptionalInt.of(rows.size() - refused.size());
  }

  private List<Sent<T>> send(List<T> rows, List<Refused<T>> refused) {
    List<Sent<T>> sent = new ArrayList<>(rows.size());
    for (T row : rows) {
      ProducerRecord<byte[], byte[]> encoded;
      try {
        encoded = encoded(row);
      } catch (RuntimeException e) {
        refused.add(new Refused<>(row, e));
        continue;
      }
      sent.add(new Sent<>(row, producer.send(encoded)));
    }
    return sent;
  }

  private void await(Sent<T> sent, long endNanos, List<Refused<T>> refused)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      var _ =
          sent.acknowledgement()
              .get(Math.max(1, endNanos - nanoTime.getAsLong()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (!DataFailures.isCausedByData(e)) {
        throw e;
      }
      refused.add(new Refused<>(sent.row(), e));
    }
  }

  private void skip(Refused<T> refused) {
    skipped.increment();
    log.error(
        "The job {} cannot publish that {}, and never will; callers can look it up: {}",
        source.job(),
        source.described().apply(refused.row()),
        RedactedError.of(refused.why()));
  }

  private ProducerRecord<byte[], byte[]> encoded(T row) {
    StatusRecord status = source.record().apply(row);
    return new ProducerRecord<>(
        Topics.STATUSES,
        status.tenant().getBytes(StandardCharsets.UTF_8),
        RecordFormats.STATUSES.encode(status));
  }
}
