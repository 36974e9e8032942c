package dev.notifier.api.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.cloudevents.CloudEventReader;
import dev.notifier.api.cloudevents.ContentMode;
import dev.notifier.api.cloudevents.ValidationResult;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.permissions.TestPermissions;
import dev.notifier.api.planning.UnknownSnapshots;
import dev.notifier.api.security.Caller;
import dev.notifier.numbers.RecipientKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
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

/** The outcomes of events when Kafka confirms some of them and not others. */
class EventSenderTest {
  private static final Instant NOW = Instant.parse("2026-12-01T02:00:00Z");

  private final AtomicLong nanos = new AtomicLong();
  private final CloudEventReader reader =
      new CloudEventReader(
          EventTypeRegistry.shipped(),
          UnknownSnapshots.of(EventTypeRegistry.shipped()),
          UnknownSnapshots.DIGEST,
          true,
          InstantSource.fixed(NOW));

  @Test
  void reportsTheOutcomeOfEachEventInTheCallersOrder() {
    AtomicInteger sent = new AtomicInteger();
    IntakeResult result =
        accept(record -> sent.getAndIncrement() == 1 ? new TimeoutException() : null);

    assertThat(result.accepted()).isEqualTo(2);
    assertThat(result.rejected()).isEqualTo(1);
    assertThat(result.notConfirmed()).isEqualTo(1);
    assertThat(IntakeDocument.of(result).items())
        .extracting(item -> item.eventId() + " " + item.status() + " " + item.code())
        .containsExactly(
            "a ACCEPTED null",
            "null REJECTED not-an-event",
            "b RETRY not-confirmed",
            "c ACCEPTED null");
  }

  @Test
  void doesNotSendTheRemainingEventsAfterTheTimeout() {
    AtomicInteger sent = new AtomicInteger();
    IntakeResult result =
        accept(_ -> {
          sent.incrementAndGet();
          // The producer waits for a broker until the timeout.
          nanos.addAndGet(Duration.ofSeconds(5).toNanos());
          return new TimeoutException();
        });

    assertThat(sent).hasValue(1);
    assertThat(IntakeDocument.of(result).items())
        .extracting(IntakeDocument.Item::status)
        .containsExactly(
            IntakeDocument.Status.RETRY,
            IntakeDocument.Status.REJECTED,
            IntakeDocument.Status.RETRY,
            IntakeDocument.Status.RETRY);
  }

  @Test
  void confirmsNothingIfTheProducerCannotBeCreated() {
    EventSender sender =
        new EventSender(
            () -> {
              throw new KafkaException("No resolvable bootstrap urls");
            },
            key(),
            Duration.ofSeconds(5),
            nanos::get);

    assertThat(sender.send(validEvents(), Duration.ofDays(1))).isEqualTo(new BitSet());
    assertThat(sender.sinceConfirmed()).isEqualTo(Duration.ofSeconds(5));
  }

  /** Decides how sending a record fails; null if it succeeds. */
  private interface Kafka {
    @Nullable RuntimeException failure(ProducerRecord<byte[], byte[]> record);
  }

  private IntakeResult accept(Kafka kafka) {
    var producer =
        new MockProducer<byte[], byte[]>(
            false, (Partitioner) null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized java.util.concurrent.Future<
                  org.apache.kafka.clients.producer.RecordMetadata>
              send(
                  ProducerRecord<byte[], byte[]> record,
                  org.apache.kafka.clients.producer.Callback callback) {
            var response = super.send(record, callback);
            RuntimeException failure = kafka.failure(record);
            boolean _ = failure == null ? completeNext() : errorNext(failure);
            return response;
          }

          @Override
          public void close() {
            // The producer is shared, like that of the factory.
          }
        };
    EventSender sender = new EventSender(() -> producer, key(), Duration.ofSeconds(5), nanos::get);
    Intake intake =
        new Intake(
            reader,
            TestPermissions.create(),
            sender,
            new IntakeBudget(1 << 20),
            new IntakeMetrics(new SimpleMeterRegistry()));
    String batch = "[" + event("a") + ",[]," + event("b") + "," + event("c") + "]";
    return intake.send(
        intake.validate(
            Caller.administrator("api"),
            ContentMode.BATCH,
            Map.of(),
            batch.getBytes(StandardCharsets.UTF_8)));
  }

  private List<ValidationResult.Valid> validEvents() {
    return Stream.of("a", "b", "c")
        .map(id -> event(id).getBytes(StandardCharsets.UTF_8))
        .map(bytes ->
            (ValidationResult.Valid)
                reader
                    .read(Caller.administrator("api"), ContentMode.STRUCTURED, Map.of(), bytes)
                    .getFirst())
        .toList();
  }

  private static String event(String id) {
    ObjectNode event = new JsonMapper().createObjectNode();
    event.put("specversion", "1.0").put("id", id).put("source", "/s").put("type", "case.decided");
    event.put("time", NOW.toString());
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
