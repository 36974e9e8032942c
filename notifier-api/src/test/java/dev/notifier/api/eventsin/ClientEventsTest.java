package dev.notifier.api.eventsin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.cloudevents.CloudEventReader.Message;
import dev.notifier.api.intake.IntakeResult;
import dev.notifier.api.intake.IntakeResult.Outcome;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.security.Caller;
import dev.notifier.api.sending.RecordSender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientEventsTest {
  private final List<Long> bytes = new ArrayList<>();
  private final PartitionProgress progress = new PartitionProgress();
  private @Nullable RuntimeException refusalFailure;
  private @Nullable Outcome other;
  private final ClientEvents events =
      new ClientEvents(
          this::accept,
          (_, _) -> true,
          new RecordSender(this::producer, Duration.ofSeconds(5), System::nanoTime),
          new EventsInMetrics(
              new SimpleMeterRegistry(),
              () -> new ClientTopics.View(Set.of(), Set.of(), Set.of(), Set.of(), Set.of())),
          InstantSource.system());

  private Producer<byte[], byte[]> producer() {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    producer.sendException = refusalFailure;
    return producer;
  }

  private IntakeResult accept(Caller caller, List<Message> messages, long size) {
    bytes.add(size);
    return new IntakeResult(messages.stream().map(this::outcome).toList());
  }

  private Outcome outcome(Message message) {
    if (message instanceof Message.Unreadable(Violation violation)) {
      return new Outcome.Rejected(null, null, List.of(violation));
    }
    return other == null ? new Outcome.Accepted("s", "1") : other;
  }

  private @Nullable WaitReason process(List<ConsumerRecord<byte[], byte[]>> records) {
    return events.process("a", Caller.administrator("a"), records, progress);
  }

  @Test
  void whatCannotBeReadTakesNoBudgetAndIsRefused() {
    List<ConsumerRecord<byte[], byte[]>> records =
        List.of(record(0, 100 << 20), record(1, 1_000), record(2, 100 << 20));

    assertThat(process(records)).isNull();

    assertThat(bytes).singleElement().satisfies(size -> assertThat(size).isBetween(1_000L, 2_000L));
    assertThat(progress.advance(records)).isEqualTo(3);
  }

  @Test
  void aTurnAcceptsALimitedSize() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      records.add(record(i, 60_000));
    }

    assertThat(process(records)).isNull();

    assertThat(bytes).allMatch(size -> size <= 4 << 20);
    assertThat(progress.advance(records)).isBetween(50L, 90L);
  }

  @Test
  void aRefusalThatIsNotConfirmedIsNoEventThatIsNotConfirmed() {
    refusalFailure = new TopicAuthorizationException(Set.of("notifier.events.refused.a"));
    List<ConsumerRecord<byte[], byte[]>> records = List.of(record(0, 100_000), record(1, 10));

    assertThat(process(records)).isEqualTo(WaitReason.REFUSAL_NOT_CONFIRMED);
    assertThat(progress.open(records)).extracting(ConsumerRecord::offset).containsExactly(0L);

    other = new Outcome.NotConfirmed("s", "1");
    assertThat(process(List.of(record(0, 100_000), record(2, 10))))
        .isEqualTo(WaitReason.NOT_CONFIRMED);
  }

  @Test
  void anEventBeyondALimitWaits() {
    other =
        new Outcome.Rejected(null, null, List.of(Violation.at("", ErrorCode.DAILY_LIMIT_REACHED)));
    assertThat(process(List.of(record(0, 10)))).isEqualTo(WaitReason.LIMIT);
  }

  /** The value is not as long as it says, so that the test takes little memory. */
  private static ConsumerRecord<byte[], byte[]> record(long offset, int size) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.US_ASCII));
    return new ConsumerRecord<>(
        "notifier.events.in.a",
        0,
        offset,
        1_000,
        TimestampType.LOG_APPEND_TIME,
        0,
        size,
        new byte[0],
        new byte[] {1},
        headers,
        Optional.empty());
  }
}
