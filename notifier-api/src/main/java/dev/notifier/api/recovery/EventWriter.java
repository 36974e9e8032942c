package dev.notifier.api.recovery;

import dev.notifier.api.sending.RecordSender;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.store.recovery.SkippedEventStore.EventData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes kept events to their lanes again, each with the number of the order. Thread-safe. */
final class EventWriter {
  private final RecordSender sender;

  EventWriter(RecordSender sender) {
    this.sender = sender;
  }

  /** Returns the events that all in-sync replicas have; the others may or may not reach Kafka. */
  Set<UUID> write(List<EventData> events, long order) {
    return sender.send(events, event -> record(event, order)).stream()
        .mapToObj(confirmed -> events.get(confirmed).id())
        .collect(Collectors.toUnmodifiableSet());
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
