package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.kafka.quarantine.QuarantineActions;
import dev.notifier.kafka.quarantine.Selection;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.batches.BatchConsumers;
import dev.notifier.worker.positions.PositionCheck;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receipts of journals that PostgreSQL does not store, with a real broker. */
class RefusedReceiptsIT {
  private static final String POISON =
      "alter table submissions add constraint poison check (message_id not like '%BAD%')";
  private static final String CURE = "alter table submissions drop constraint poison";

  private final TestKafka kafka = TestKafka.shared();
  private final TrackHarness track = new TrackHarness();
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", kafka.bootstrapServers()),
          new ByteArraySerializer(),
          new ByteArraySerializer());
  private final List<TrackStage> stages = new ArrayList<>();

  @BeforeEach
  void topics() throws Exception {
    for (String topic :
        List.of(
            Topics.BINDS, Topics.RECEIPTS, Topics.INBOUND, Topics.STATUSES, Topics.QUARANTINE)) {
      kafka.createTopic(topic, 1, Map.of());
    }
  }

  @AfterEach
  void close() throws Exception {
    stages.forEach(TrackStage::stop);
    producer.close();
    track.close();
  }

  private TrackStage start() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    TrackStage stage =
        new TrackStage(
            new TrackStage.Context(
                new BatchConsumers(
                    new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "test"),
                    Duration.ofSeconds(6)),
                track.pool,
                producer,
                TrackHarness.ROUTES,
                Clock.systemUTC(),
                registry,
                topic -> PositionCheck.topicId(kafka.admin(), topic),
                () -> {},
                new Quarantine("test", Clock.systemUTC(), registry)));
    stages.add(stage);
    new PositionCheck(kafka.admin(), new PositionStore(track.pool)).adoptNew();
    stage.start();
    return stage;
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(50));
  }

  private static JournalRecord journal(List<Response> responses, List<InboundRecord> receipts) {
    return new JournalRecord(
        JournalRecord.VERSION,
        TrackHarness.ROUTE,
        0,
        List.of(),
        responses,
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        false,
        null,
        receipts);
  }

  private void send(JournalRecord... records) throws Exception {
    List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
    for (JournalRecord record : records) {
      sent.add(new ProducerRecord<>(Topics.BINDS, 0, null, RecordFormats.JOURNAL.encode(record)));
    }
    kafka.send(sent);
  }

  private static List<InboundRecord> receipts(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> receipt(prefix + i, "DELIVRD")).toList();
  }

  private void awaitState(NotificationState state, List<UUID> ids) {
    await().untilAsserted(() -> assertThat(ids).allMatch(id -> track.state(id).state() == state));
    await().untilAsserted(() -> assertThat(published(state)).containsAll(ids));
  }

  private List<UUID> published(NotificationState state) {
    return kafka.committed(Topics.STATUSES).stream()
        .flatMap(record -> RecordFormats.STATUSES.read(record.value()).changes().stream())
        .filter(status -> status.state() == state)
        .map(StatusRecord.Change::notificationId)
        .toList();
  }

  private List<String> quarantined() {
    return kafka.committed(Topics.QUARANTINE).stream()
        .map(record ->
            RecordJson.read(
                record.headers().lastHeader(QuarantineEntry.HEADER).value(), QuarantineEntry.class))
        .map(entry -> entry.position() + " " + entry.reason())
        .toList();
  }

  /** The offset of the journals that track has committed to Kafka, and the one in PostgreSQL. */
  private List<Long> progress() throws Exception {
    TopicPartition journals = new TopicPartition(Topics.BINDS, 0);
    var committed =
        kafka
            .admin()
            .listConsumerGroupOffsets(Topics.GROUP_TRACK_JOURNAL)
            .partitionsToOffsetAndMetadata()
            .get()
            .get(journals);
    Long stored =
        track.jdbc.queryForObject(
            "select coalesce(max(next_offset), 0) from stage_positions where consumer_group = ?",
            Long.class,
            Topics.GROUP_TRACK_JOURNAL);
    return List.of(committed == null ? 0 : committed.offset(), stored == null ? 0 : stored);
  }

  /** The other receipts of the record and its responses are stored. */
  @Test
  void aReceiptThatPostgresRefusesTakesNothingElseWithItAndCanBeReplayed() throws Exception {
    track.jdbc.execute(POISON);
    UUID first = track.planned(1);
    UUID second = track.planned(1);
    send(
        accepted(second, 1, "G2"),
        journal(
            accepted(first, 1, "G1").responses(),
            List.of(
                receipt("G1", "DELIVRD"), receipt("BAD", "DELIVRD"), receipt("G2", "DELIVRD"))));
    start();
    awaitState(NotificationState.DELIVERED, List.of(first, second));
    await()
        .untilAsserted(
            () -> assertThat(quarantined()).containsExactly("notifier.receipts/0/0 FAILED"));
    track.jdbc.execute(CURE);
    UUID late = track.planned(1);
    send(accepted(late, 1, "BAD"));
    replay("notifier.receipts/0/0");
    awaitState(NotificationState.DELIVERED, List.of(late));
  }

  private void replay(String position) throws Exception {
    KafkaClients clients =
        new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "replay");
    try (QuarantineActions actions =
        new QuarantineActions(clients, Clock.systemUTC(), "operator")) {
      QuarantineActions.Result result =
          actions.replay(Selection.of(Set.of(position)), false, done -> {});
      assertThat(result.problems()).isEmpty();
      assertThat(result.done()).isEqualTo(1);
    }
  }

  /** More than may fail in a row: that stops the reader of their topic, not that of journals. */
  @Test
  void sixtyRefusedReceiptsOfOneRecordStopNoResponsesAndRepeatNoStates() throws Exception {
    track.jdbc.execute(POISON);
    List<UUID> ids = IntStream.range(0, 3).mapToObj(i -> track.planned(1)).toList();
    send(
        accepted(ids.get(0), 1, "G0"),
        journal(accepted(ids.get(1), 1, "G1").responses(), receipts("BAD", 60)),
        accepted(ids.get(2), 1, "G2"));
    TrackStage stage = start();

    awaitState(NotificationState.SUBMITTED, ids);
    await()
        .untilAsserted(() ->
            assertThat(stage.problems()).singleElement().asString().contains("notifier.receipts"));
    UUID later = track.planned(1);
    send(accepted(later, 1, "G3"));
    awaitState(NotificationState.SUBMITTED, List.of(later));
    assertThat(published(NotificationState.SUBMITTED)).hasSize(4).containsAll(ids).contains(later);
    track.jdbc.execute(CURE);
    // A reader that polls some of them first finds that these fail alone, and goes on to the
    // others.
    await()
        .untilAsserted(() ->
            assertThat(track.sweeps.countUnmatchedReceipts() + quarantined().size()).isEqualTo(60));
    await().untilAsserted(() -> assertThat(stage.problems()).isEmpty());
  }

  /** The first slice of a batch is stored and committed although the second one waits. */
  @Test
  void aBatchOfManyReceiptsKeepsItsProgress() throws Exception {
    refuseAsIfUnavailable("submissions", "new.message_id like 'LAST%'");
    send(
        journal(List.of(), receipts("A", 1_000)),
        journal(List.of(), receipts("B", 1_000)),
        journal(List.of(), receipts("LAST", 1_000)));
    TrackStage stage = start();

    await().untilAsserted(() -> assertThat(progress()).containsExactly(2L, 2L));
    await().untilAsserted(() -> assertThat(stage.problems()).hasSize(1));
    assertThat(track.sweeps.countUnmatchedReceipts()).isEqualTo(2_000);
    track.jdbc.execute("drop trigger refuse on submissions");
    await().untilAsserted(() -> assertThat(track.sweeps.countUnmatchedReceipts()).isEqualTo(3_000));
    await().untilAsserted(() -> assertThat(progress()).containsExactly(3L, 3L));
    assertThat(quarantined()).isEmpty();
  }

  /** The responses of a record are stored, and its receipts are not. */
  @Test
  void aStageThatEndsBetweenResponsesAndReceiptsLosesAndDoublesNothing() throws Exception {
    refuseAsIfUnavailable("notifications", "new.state = 'DELIVERED'");
    List<UUID> ids = IntStream.range(0, 10).mapToObj(i -> track.planned(1)).toList();
    List<Response> responses = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      responses.addAll(accepted(ids.get(i), 1, "G" + i).responses());
    }
    send(journal(responses, receipts("G", 10)));
    TrackStage first = start();
    awaitState(NotificationState.SUBMITTED, ids);
    await().untilAsserted(() -> assertThat(first.problems()).isNotEmpty());
    assertThat(progress()).containsExactly(0L, 0L);
    assertThat(published(NotificationState.SUBMITTED)).hasSize(10);
    first.stop();
    track.jdbc.execute("drop trigger refuse on notifications");

    start();

    awaitState(NotificationState.DELIVERED, ids);
    await().untilAsserted(() -> assertThat(progress()).containsExactly(1L, 1L));
    assertThat(published(NotificationState.DELIVERED))
        .hasSize(10)
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(track.sweeps.countUnmatchedReceipts()).isZero();
    assertThat(track.jdbc.queryForObject("select count(*) from submissions", Long.class))
        .isEqualTo(10);
    assertThat(quarantined()).isEmpty();
  }

  /** No failure of data, so the stage tries again for ever. */
  private void refuseAsIfUnavailable(String table, String condition) {
    track.jdbc.execute(
        """
        create function refuse() returns trigger language plpgsql as $$
        begin raise exception 'ends' using errcode = '57P01'; end $$
        """);
    track.jdbc.execute(
        "create trigger refuse before insert or update on %s for each row when (%s)"
                .formatted(table, condition)
            + " execute function refuse()");
  }
}
