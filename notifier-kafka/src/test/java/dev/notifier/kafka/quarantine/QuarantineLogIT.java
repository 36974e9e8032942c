package dev.notifier.kafka.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.notifier.contracts.Decoded.Problem;
import dev.notifier.contracts.Decoded.Unreadable;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.contracts.quarantine.QuarantineMark;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.quarantine.QuarantineLog.Filter;
import dev.notifier.testing.TestKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuarantineLogIT {
  private static final String RETRY = "notifier.retry.bulk.2h";
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final byte[] VALUE = "{\"phone\":1}".getBytes(StandardCharsets.UTF_8);

  private final TestKafka kafka = TestKafka.shared();
  private final Quarantine quarantine =
      new Quarantine("worker-7", () -> NOW, new SimpleMeterRegistry());
  private final QuarantineLog log =
      new QuarantineLog(new KafkaClients(kafka.bootstrapServers(), "test"), () -> NOW);

  @BeforeEach
  void topics() throws Exception {
    kafka.deleteTopics();
    kafka.createTopic(RETRY, 2, Map.of());
    kafka.createTopic(
        Topics.QUARANTINE, Topics.QUARANTINE_PARTITIONS, Map.of("max.message.bytes", "" + Topics.QUARANTINE_MAX_BYTES));
  }

  @Test
  void aReplayedRecordIsOnItsPartitionAsItWas() throws Exception {
    put(RETRY, 1, 17, VALUE);
    log.replay(RETRY + "/1/17", "an", false);

    ConsumerRecord<byte[], byte[]> again = kafka.committed(RETRY).getFirst();
    assertThat(again.partition()).isEqualTo(1);
    assertThat(again.key()).containsExactly(9);
    assertThat(again.value()).isEqualTo(VALUE);
    assertThat(again.headers().lastHeader("trace").value()).containsExactly(3);
    assertThat(
            new String(
                again.headers().lastHeader(QuarantineEntry.REPLAYED_FROM).value(),
                StandardCharsets.UTF_8))
        .isEqualTo(RETRY + "/1/17");
    QuarantineItem item = log.find(RETRY + "/1/17");
    assertThat(item.handled())
        .isEqualTo(new QuarantineMark(1, QuarantineMark.Action.REPLAYED, "an", NOW));
  }

  @Test
  void aHandledRecordIsHandledAgainOnlyWithForce() throws Exception {
    put(RETRY, 0, 3, VALUE);
    log.discard(RETRY + "/0/3", "an", false);
    assertThatThrownBy(() -> log.replay(RETRY + "/0/3", "bao", false))
        .isInstanceOf(QuarantineException.class)
        .hasMessageContaining("DISCARDED by an")
        .hasMessageContaining("--force");
    assertThat(kafka.committed(RETRY)).isEmpty();
    log.replay(RETRY + "/0/3", "bao", true);
    assertThat(kafka.committed(RETRY)).hasSize(1);
    assertThat(log.find(RETRY + "/0/3").marks())
        .extracting(QuarantineMark::by)
        .containsExactly("an", "bao");
  }

  @Test
  void recordsOfAJournalAndWithoutValueAreNotReplayed() throws Exception {
    put(Topics.BINDS, 4, 1, VALUE);
    put(RETRY, 0, 1, null);
    put(RETRY, 0, 2, new byte[4_200_000]);
    assertThatThrownBy(() -> log.replay("notifier.binds/4/1", "an", false))
        .hasMessageContaining("journal of a bind");
    assertThatThrownBy(() -> log.replay(RETRY + "/0/1", "an", false))
        .hasMessageContaining("has no value");
    assertThatThrownBy(() -> log.replay(RETRY + "/0/2", "an", false))
        .hasMessageContaining("was too large");
    assertThatThrownBy(() -> log.replay(RETRY + "/0/9", "an", false))
        .isInstanceOf(QuarantineException.class)
        .hasMessageContaining("There is no record");
    assertThat(kafka.committed(RETRY)).isEmpty();
  }

  @Test
  void theListShowsEachOpenRecordOnce() throws Exception {
    put(RETRY, 0, 1, VALUE);
    put(RETRY, 0, 1, VALUE); // The stage wrote it again after a restart.
    put(RETRY, 0, 2, VALUE);
    put(Topics.BINDS, 0, 5, null);
    log.discard(RETRY + "/0/2", "an", false);
    assertThat(positions(new Filter(null, null, false, 10)))
        .containsExactlyInAnyOrder(RETRY + "/0/1", "notifier.binds/0/5");
    assertThat(positions(new Filter(RETRY, null, true, 10)))
        .containsExactlyInAnyOrder(RETRY + "/0/1", RETRY + "/0/2");
    assertThat(positions(new Filter(null, null, true, 1))).hasSize(1);
    assertThat(positions(new Filter(null, NOW.plusSeconds(1), true, 10))).isEmpty();
  }

  /** The second command runs when the first one has read that the record is open. */
  @Test
  void ofTwoCommandsAtTheSameTimeOneReplays() throws Exception {
    put(RETRY, 0, 3, VALUE);
    AtomicBoolean second = new AtomicBoolean();
    QuarantineLog first =
        new QuarantineLog(
            new KafkaClients(kafka.bootstrapServers(), "first"),
            () -> {
              if (second.compareAndSet(false, true)) {
                assertThatCode(() -> log.replay(RETRY + "/0/3", "bao", false))
                    .doesNotThrowAnyException();
              }
              return NOW;
            });
    Throwable refused = catchThrowable(() -> first.replay(RETRY + "/0/3", "an", false));
    assertThat(kafka.committed(RETRY)).hasSize(1);
    assertThat(refused)
        .isInstanceOf(QuarantineException.class)
        .hasMessageContaining("Another quarantine command");
    assertThat(log.find(RETRY + "/0/3").marks())
        .extracting(QuarantineMark::by)
        .containsExactly("bao");
  }

  /** Consumers stop before an open transaction of a stage; the broker ends this one after 10 s. */
  @Test
  void aMarkBehindAnOpenTransactionCounts() throws Exception {
    put(RETRY, 0, 3, VALUE);
    try (KafkaProducer<byte[], byte[]> stage =
        new KafkaClients(kafka.bootstrapServers(), "stage").transactionalProducer("stage")) {
      stage.initTransactions();
      stage.beginTransaction();
      QuarantineLog first =
          new QuarantineLog(
              new KafkaClients(kafka.bootstrapServers(), "first"),
              () -> {
                for (int i = 0; i < Topics.QUARANTINE_PARTITIONS; i++) {
                  stage.send(new ProducerRecord<>(Topics.QUARANTINE, i, new byte[] {1}, null));
                }
                stage.flush();
                return NOW;
              });
      first.replay(RETRY + "/0/3", "an", false);
      assertThatThrownBy(() -> log.replay(RETRY + "/0/3", "bao", false))
          .isInstanceOf(QuarantineException.class)
          .hasMessageContaining("REPLAYED by an");
      assertThat(kafka.committed(RETRY)).hasSize(1);
    }
  }

  private List<String> positions(Filter filter) {
    return log.list(filter).stream().map(item -> item.entry().position()).toList();
  }

  private void put(String topic, int partition, long offset, byte @Nullable [] value)
      throws Exception {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", new byte[] {3});
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            topic,
            partition,
            offset,
            NOW.toEpochMilli(),
            TimestampType.CREATE_TIME,
            1,
            value == null ? -1 : value.length,
            new byte[] {9},
            value,
            headers,
            Optional.empty());
    kafka.send(
        List.of(
            quarantine.toRecord(
                QuarantinedRecord.unreadable(
                    "retry", record, new Unreadable<>(Problem.INCOMPLETE, "field route")))));
  }
}
