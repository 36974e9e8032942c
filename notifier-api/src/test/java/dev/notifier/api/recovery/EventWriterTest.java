package dev.notifier.api.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.sending.RecordSender;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.store.recovery.SkippedEventStore.EventData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class EventWriterTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final AtomicLong nanos = new AtomicLong();
  private final List<EventData> events =
      Stream.generate(() -> new EventData(UUID.randomUUID(), Lane.NORMAL, new byte[1], new byte[1]))
          .limit(100)
          .toList();

  /** Otherwise 100 events would take 500 s, while the request holds a permit for its work. */
  @Test
  void sendsNoMoreEventsAfterTheTimeout() {
    SlowProducer producer = new SlowProducer();
    EventWriter writer = new EventWriter(new RecordSender(() -> producer, TIMEOUT, nanos::get));

    assertThat(writer.write(events, 17)).containsExactly(events.getFirst().id());

    assertThat(producer.history()).hasSize(3);
    assertThat(producer.history().getFirst().headers().lastHeader(EventRecord.PLAN_AGAIN_HEADER))
        .extracting(header -> new String(header.value(), StandardCharsets.US_ASCII))
        .isEqualTo("17");
  }

  /** Confirms the first record; each one takes 2 s to send. */
  private final class SlowProducer extends MockProducer<byte[], byte[]> {
    SlowProducer() {
      super(false, (Partitioner) null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      Future<RecordMetadata> response = super.send(record, callback);
      nanos.addAndGet(Duration.ofSeconds(2).toNanos());
      boolean _ = history().size() == 1 ? completeNext() : errorNext(new TimeoutException());
      return response;
    }

    @Override
    public void close() {
      // It is shared, like that of the factory.
    }
  }
}
