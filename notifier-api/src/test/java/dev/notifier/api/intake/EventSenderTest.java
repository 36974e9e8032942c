package dev.notifier.api.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.numbers.RecipientKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What callers are told when Kafka takes some events and not others. */
class EventSenderTest {
  private static final Instant NOW = Instant.parse("2026-12-01T02:00:00Z");

  private final AtomicLong nanos = new AtomicLong();
  private final EventValidator checker =
      new EventValidator(new EventParser(), EventTypeRegistry.shipped());

  @Test
  void eachEventIsToldItsOwnFateInTheCallersOrder() {
    AtomicInteger sent = new AtomicInteger();
    IntakeResult answer =
        take(record -> sent.getAndIncrement() == 1 ? new TimeoutException() : null);

    assertThat(answer.accepted()).isEqualTo(2);
    assertThat(answer.refused()).isEqualTo(1);
    assertThat(answer.anyRetry()).isTrue();
    assertThat(answer.items())
        .extracting(item -> item.id() + " " + item.status() + " " + item.code())
        .containsExactly(
            "a ACCEPTED null", "null REFUSED not-an-event", "b RETRY not-confirmed", "c ACCEPTED null");
  }

  @Test
  void whenTheTimeIsUpTheRestIsNotEvenTried() {
    AtomicInteger sent = new AtomicInteger();
    IntakeResult answer =
        take(_ -> {
          sent.incrementAndGet();
          // As the producer does when it waits for a broker: it takes all the time there is.
          nanos.addAndGet(Duration.ofSeconds(5).toNanos());
          return new TimeoutException();
        });

    assertThat(sent).hasValue(1);
    assertThat(answer.accepted()).isZero();
    assertThat(answer.items())
        .extracting(IntakeResult.Item::status)
        .containsExactly(
            IntakeResult.Status.RETRY,
            IntakeResult.Status.REFUSED,
            IntakeResult.Status.RETRY,
            IntakeResult.Status.RETRY);
  }

  @Test
  void aProducerThatCannotBeMadeMeansTryAgainAndNotAnError() {
    EventSender sender =
        new EventSender(
            () -> {
              throw new KafkaException("No resolvable bootstrap urls");
            },
            key(),
            Duration.ofSeconds(5),
            nanos::get);

    assertThat(sender.send(good(events()))).isEqualTo(new java.util.BitSet());
    assertThat(sender.sinceConfirmed()).isEqualTo(Duration.ofSeconds(5));
  }

  /** Says of each record how Kafka fails it, or null. */
  private interface Kafka {
    @Nullable RuntimeException failure(ProducerRecord<byte[], byte[]> record);
  }

  private IntakeResult take(Kafka kafka) {
    var producer =
        new MockProducer<byte[], byte[]>(
            false, (Partitioner) null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized java.util.concurrent.Future<
                  org.apache.kafka.clients.producer.RecordMetadata>
              send(
                  ProducerRecord<byte[], byte[]> record,
                  org.apache.kafka.clients.producer.Callback callback) {
            var answer = super.send(record, callback);
            RuntimeException failure = kafka.failure(record);
            boolean _ = failure == null ? completeNext() : errorNext(failure);
            return answer;
          }

          @Override
          public void close() {
            // Shared, as the factory's is.
          }
        };
    EventSender sender = new EventSender(() -> producer, key(), Duration.ofSeconds(5), nanos::get);
    Intake intake =
        new Intake(sender, new IntakeMetrics(new SimpleMeterRegistry()), InstantSource.fixed(NOW));
    return intake.take(events());
  }

  private List<CheckResult> events() {
    List<CheckResult> events = new ArrayList<>();
    for (String id : List.of("a", "", "b", "c")) {
      byte[] octets = (id.isEmpty() ? "[]" : event(id)).getBytes(StandardCharsets.UTF_8);
      events.add(checker.check("default", new ByteSlice(octets, 0, octets.length), NOW));
    }
    return events;
  }

  private static List<CheckResult.Good> good(List<CheckResult> events) {
    return events.stream()
        .filter(CheckResult.Good.class::isInstance)
        .map(CheckResult.Good.class::cast)
        .toList();
  }

  private static String event(String id) {
    ObjectNode event = new JsonMapper().createObjectNode();
    event.put("specversion", "1.0").put("id", id).put("source", "/s").put("type", "case.decided");
    event.put("time", Clock.fixed(NOW, java.time.ZoneOffset.UTC).instant().toString());
    ObjectNode data = event.putObject("data");
    data.putObject("recipient").put("phone", "0912345678");
    data.put("caseCode", "1").put("outcome", "PARTLY").put("decidedDate", "2026-11-30");
    data.put("officeName", "BHXH");
    return event.toString();
  }

  private static RecipientKey key() {
    return new RecipientKey("sixteen-characters-and-more".getBytes(StandardCharsets.UTF_8));
  }
}
