package dev.notifier.kafka.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.notifier.contracts.Decoded.Problem;
import dev.notifier.contracts.Decoded.Unreadable;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.contracts.quarantine.QuarantineEntry.Reason;
import dev.notifier.contracts.quarantine.QuarantineMark;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.quarantine.QuarantineActions.Result;
import dev.notifier.testing.TestKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private static final Selection ALL = new Selection(Set.of(), null, null, null, null);
  private static final byte[] VALUE = "{\"phone\":1}".getBytes(StandardCharsets.UTF_8);

  private final TestKafka kafka = TestKafka.shared();
  private final Quarantine quarantine =
      new Quarantine("worker-7", () -> NOW, new SimpleMeterRegistry());
  private final KafkaClients clients =
      new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "test");
  private final QuarantineLog log = new QuarantineLog(clients);

  @BeforeEach
  void topics() throws Exception {
    kafka.deleteTopics();
    kafka.createTopic(RETRY, 2, Map.of());
    kafka.createTopic(
        Topics.QUARANTINE,
        Topics.QUARANTINE_PARTITIONS,
        Map.of("max.message.bytes", "" + Topics.QUARANTINE_MAX_BYTES));
  }

  @Test
  void aReplayedRecordIsOnItsPartitionAsItWas() throws Exception {
    put(RETRY, 1, 17, VALUE);
    replay(RETRY + "/1/17", "an", false);

    ConsumerRecord<byte[], byte[]> again = replayed().getFirst();
    assertThat(again.partition()).isEqualTo(1);
    assertThat(again.key()).containsExactly(9);
    assertThat(again.value()).isEqualTo(VALUE);
    assertThat(again.headers().lastHeader("trace").value()).containsExactly(3);
    assertThat(again.headers().lastHeader(EventRecord.PLAN_AGAIN_HEADER).value())
        .as("what an operator ordered")
        .containsExactly('7');
    assertThat(again.headers().lastHeader("notifier-other")).isNull();
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
    discard(RETRY + "/0/3", "an", false);
    assertThat(replay(RETRY + "/0/3", "bao", false))
        .contains("DISCARDED by an")
        .contains("--force");
    assertThat(replayed()).isEmpty();
    replay(RETRY + "/0/3", "bao", true);
    assertThat(replayed()).hasSize(1);
    assertThat(log.find(RETRY + "/0/3").marks())
        .extracting(QuarantineMark::by)
        .containsExactly("an", "bao");
  }

  @Test
  void recordsOfAJournalAndWithoutValueAreNotReplayed() throws Exception {
    put(Topics.BINDS, 4, 1, VALUE);
    put(RETRY, 0, 1, null);
    put(RETRY, 0, 2, new byte[4_200_000]);
    assertThat(replay("notifier.binds/4/1", "an", false)).contains("journal of a bind");
    assertThat(replay(RETRY + "/0/1", "an", false)).contains("has no value");
    assertThat(replay(RETRY + "/0/2", "an", false)).contains("was too large");
    assertThat(replay(RETRY + "/0/9", "an", false)).contains("There is no record");
    assertThat(replayed()).isEmpty();
  }

  @Test
  void theListShowsEachOpenRecordOnce() throws Exception {
    put(RETRY, 0, 1, VALUE);
    put(RETRY, 0, 1, VALUE); // The stage wrote it again after a restart.
    put(RETRY, 0, 2, VALUE);
    put(Topics.BINDS, 0, 5, null);
    discard(RETRY + "/0/2", "an", false);
    assertThat(positions(ALL, false, 10))
        .containsExactlyInAnyOrder(RETRY + "/0/1", "notifier.binds/0/5");
    assertThat(positions(new Selection(Set.of(), RETRY, null, null, null), true, 10))
        .containsExactlyInAnyOrder(RETRY + "/0/1", RETRY + "/0/2");
    assertThat(positions(ALL, true, 1)).hasSize(1);
    assertThat(positions(new Selection(Set.of(), null, null, null, NOW.plusSeconds(1)), true, 10))
        .isEmpty();
  }

  /** The second command runs when the first one has read that the record is open. */
  @Test
  void ofTwoCommandsAtTheSameTimeOneReplays() throws Exception {
    put(RETRY, 0, 3, VALUE);
    AtomicBoolean second = new AtomicBoolean();
    InstantSource clock =
        () -> {
          if (second.compareAndSet(false, true)) {
            assertThatCode(() -> replay(RETRY + "/0/3", "bao", false)).doesNotThrowAnyException();
          }
          return NOW;
        };
    Throwable refused;
    try (QuarantineActions first = new QuarantineActions(clients, clock, "an")) {
      refused =
          catchThrowable(
              () -> first.replay(Selection.of(Set.of(RETRY + "/0/3")), false, position -> {}));
    }
    assertThat(replayed()).hasSize(1);
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
        new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "stage")
            .transactionalProducer("stage")) {
      stage.initTransactions();
      stage.beginTransaction();
      InstantSource clock =
          () -> {
            for (int i = 0; i < Topics.QUARANTINE_PARTITIONS; i++) {
              var _ = stage.send(new ProducerRecord<>(Topics.QUARANTINE, i, new byte[] {1}, null));
            }
            stage.flush();
            return NOW;
          };
      try (QuarantineActions first = new QuarantineActions(clients, clock, "an")) {
        first.replay(Selection.of(Set.of(RETRY + "/0/3")), false, position -> {});
      }
      assertThat(replay(RETRY + "/0/3", "bao", false)).contains("REPLAYED by an");
      assertThat(replayed()).hasSize(1);
    }
  }

  /** One action for all records of a topic; the others are not touched. */
  @Test
  void aSelectionIsReplayedInOneAction() throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 350; i++) {
      records.add(quarantined(RETRY, i % 2, i, VALUE));
    }
    records.add(quarantined(RETRY, 0, 1_000, null));
    records.add(quarantined("gone", 0, 1, VALUE));
    records.add(quarantined(Topics.BINDS, 0, 1, VALUE));
    kafka.send(records);
    discard(RETRY + "/1/7", "an", false);

    List<String> done = new ArrayList<>();
    Selection selection = new Selection(Set.of(), RETRY, "retry", Reason.INCOMPLETE, Instant.EPOCH);
    try (QuarantineActions actions = new QuarantineActions(clients, () -> NOW, "bao")) {
      Result result = actions.replay(selection, false, done::add);
      assertThat(result)
          .isEqualTo(
              new Result(
                  349,
                  1,
                  List.of(RETRY + "/0/1000 has no value and cannot be replayed; discard it."),
                  true));
      assertThat(actions.replay(selection, false, done::add).done()).isZero();
      assertThat(
              actions.replay(new Selection(Set.of(), null, "plan", null, null), false, done::add))
          .isEqualTo(new Result(0, 0, List.of(), true));
      assertThat(actions.replay(ALL, false, done::add).problems())
          .anyMatch(problem -> problem.startsWith("gone/0/1 cannot be replayed"));
    }
    assertThat(done).hasSize(349).doesNotHaveDuplicates().doesNotContain(RETRY + "/1/7");
    assertThat(replayed()).hasSize(349);
    assertThat(positions(ALL, false, 10))
        .containsExactlyInAnyOrder(RETRY + "/0/1000", "gone/0/1", "notifier.binds/0/1");
  }

  @Test
  void aRecordThatItsTopicRefusesDoesNotStopTheOthers() throws Exception {
    kafka.send(
        List.of(
            quarantined(RETRY, 0, 1, VALUE),
            quarantined(RETRY, 0, 2, new byte[1_100_000]),
            quarantined(RETRY, 0, 3, VALUE)));
    try (QuarantineActions actions = new QuarantineActions(clients, () -> NOW, "an")) {
      Result result =
          actions.replay(new Selection(Set.of(), RETRY, null, null, null), false, position -> {});
      assertThat(result.done()).isEqualTo(2);
      assertThat(result.problems()).singleElement().asString().contains("larger than its topic");
    }
    assertThat(replayed()).hasSize(2);
  }

  /** The end of a transaction becomes visible a moment after its commit. */
  private List<String> positions(Selection selection, boolean handled, int limit) throws Exception {
    kafka.awaitNoOpenTransaction(Topics.QUARANTINE);
    return log.list(selection, handled, limit).stream()
        .map(item -> item.entry().position())
        .toList();
  }

  /** Returns why the record was not replayed; empty if it was. */
  private String replay(String position, String by, boolean force) throws QuarantineException {
    try (QuarantineActions actions = new QuarantineActions(clients, () -> NOW, by)) {
      Result result = actions.replay(Selection.of(Set.of(position)), force, each -> {});
      assertThat(result.done()).isEqualTo(result.problems().isEmpty() ? 1 : 0);
      return String.join("\n", result.problems());
    }
  }

  private void discard(String position, String by, boolean force) throws QuarantineException {
    try (QuarantineActions actions = new QuarantineActions(clients, () -> NOW, by)) {
      assertThat(actions.discard(Set.of(position), force, each -> {}).done()).isEqualTo(1);
    }
  }

  private void put(String topic, int partition, long offset, byte @Nullable [] value)
      throws Exception {
    kafka.send(List.of(quarantined(topic, partition, offset, value)));
  }

  private ProducerRecord<byte[], byte[]> quarantined(
      String topic, int partition, long offset, byte @Nullable [] value) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", new byte[] {3});
    headers.add(EventRecord.PLAN_AGAIN_HEADER, new byte[] {'7'});
    headers.add("notifier-other", new byte[] {1});
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
    return quarantine.toRecord(
        QuarantinedRecord.unreadable(
            "retry", record, new Unreadable<>(Problem.INCOMPLETE, "field route")));
  }

  private List<ConsumerRecord<byte[], byte[]>> replayed() throws Exception {
    kafka.awaitNoOpenTransaction(RETRY);
    return kafka.committed(RETRY);
  }
}
