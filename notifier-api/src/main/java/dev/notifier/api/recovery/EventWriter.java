package dev.notifier.api.recovery;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.store.recovery.SkippedEventStore.EventData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ProducerFactory;

/** Writes kept events to their lanes again, each with the number of the order. Thread-safe. */
final class EventWriter {
  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);

  private final ProducerFactory<byte[], byte[]> producers;
  private final Duration timeout;

  /**
   * @param timeout of a whole call; the timeouts of the producer must not be longer
   */
  EventWriter(ProducerFactory<byte[], byte[]> producers, Duration timeout) {
    this.producers = producers;
    this.timeout = timeout;
  }

  /** Returns the events that all in-sync replicas have; the others may or may not reach Kafka. */
  Set<UUID> write(List<EventData> events, long order) {
    Set<UUID> confirmed = ConcurrentHashMap.newKeySet();
    CountDownLatch outstanding = new CountDownLatch(events.size());
    try (Producer<byte[], byte[]> producer = producers.createProducer()) {
      for (EventData event : events) {
        var _ =
            producer.send(
                record(event, order),
                (_, failure) -> {
                  if (failure == null) {
                    confirmed.add(event.id());
                  }
                  outstanding.countDown();
                });
      }
      boolean _ = outstanding.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (KafkaException e) {
      LOG.warn("The Kafka producer failed ({})", e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Set.copyOf(confirmed);
  }

  private static ProducerRecord<byte[], byte[]> record(EventData event, long order) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.events(event.lane()), event.key(), event.value());
    record
        .headers()
        .add(
            EventRecord.PLAN_AGAIN_HEADER,
            Long.toString(order).getBytes(StandardCharsets.US_ASCII));
    return record;
  }
}
