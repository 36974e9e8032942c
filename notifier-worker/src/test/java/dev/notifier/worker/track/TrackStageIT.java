package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.accepted;
import static dev.notifier.worker.track.TrackHarness.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.testing.InterruptibleProxy;
import dev.notifier.testing.TestKafka;
import dev.notifier.testing.TestPostgres;
import dev.notifier.worker.batches.BatchConsumers;
import dev.notifier.worker.positions.PositionCheck;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The stage on a real broker and with a real database that becomes unavailable. */
class TrackStageIT {
  private static final int PARTITIONS = 3;

  private final TestKafka kafka = TestKafka.shared();
  private final TrackHarness track = new TrackHarness();
  private final InterruptibleProxy proxy = TestPostgres.shared().newProxy();
  private final HikariDataSource pool = TestPostgres.pool(database(), proxy);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", kafka.bootstrapServers()),
          new ByteArraySerializer(),
          new ByteArraySerializer());
  private final List<TrackStage> stages = new ArrayList<>();

  private String database() {
    try (var connection = track.pool.getConnection()) {
      return connection.getCatalog();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void topics() throws Exception {
    for (String topic :
        List.of(Topics.BINDS, Topics.RECEIPTS, Topics.STATUSES, Topics.QUARANTINE)) {
      kafka.createTopic(topic, PARTITIONS, Map.of());
    }
  }

  @AfterEach
  void close() {
    stages.forEach(TrackStage::stop);
    producer.close();
    pool.close();
    proxy.close();
    track.close();
  }

  private TrackStage start() {
    TrackStage stage =
        new TrackStage(
            new TrackStage.Context(
                new BatchConsumers(
                    new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "test"),
                    Duration.ofSeconds(6)),
                pool,
                producer,
                TrackHarness.ROUTES,
                Clock.systemUTC(),
                registry,
                topic -> PositionCheck.topicId(kafka.admin(), topic),
                () -> {},
                new Quarantine("test", Clock.systemUTC(), registry)));
    stages.add(stage);
    // As before each start of the stages.
    new PositionCheck(kafka.admin(), new PositionStore(pool)).adoptNew();
    stage.start();
    return stage;
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }

  private static ProducerRecord<byte[], byte[]> to(String topic, int partition, Object value) {
    byte[] bytes =
        value instanceof JournalRecord record
            ? RecordFormats.JOURNAL.encode(record)
            : RecordFormats.INBOUND.encode((InboundRecord) value);
    return new ProducerRecord<>(topic, partition, null, bytes);
  }

  /** Sends responses and receipts of many notifications, spread over the partitions. */
  private List<UUID> send(String run, int count) throws Exception {
    List<UUID> ids = new ArrayList<>();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UUID id = track.planned(1);
      ids.add(id);
      records.add(to(Topics.BINDS, i % PARTITIONS, accepted(id, 1, run + i)));
      records.add(to(Topics.RECEIPTS, i % PARTITIONS, receipt(run + i, "DELIVRD")));
    }
    kafka.send(records);
    return ids;
  }

  private void awaitDelivered(List<UUID> ids) {
    await()
        .untilAsserted(() ->
            assertThat(ids).allMatch(id -> track.state(id).state() == NotificationState.DELIVERED));
    await()
        .untilAsserted(() -> assertThat(published(NotificationState.DELIVERED)).containsAll(ids));
  }

  private List<UUID> published(NotificationState state) {
    return kafka.committed(Topics.STATUSES).stream()
        .flatMap(record -> RecordFormats.STATUSES.read(record.value()).changes().stream())
        .filter(status -> status.state() == state)
        .map(StatusRecord.Change::notificationId)
        .toList();
  }

  @Test
  void nothingIsLostWhileTheDatabaseIsUnavailable() throws Exception {
    TrackStage stage = start();
    awaitDelivered(send("a", 100));
    assertThat(stage.problems()).isEmpty();
    proxy.interrupt();
    List<UUID> during = send("b", 100);
    await().untilAsserted(() -> assertThat(stage.problems()).hasSizeGreaterThanOrEqualTo(2));
    assertThat(track.state(during.getFirst()).state()).isEqualTo(NotificationState.PLANNED);
    proxy.restore();
    awaitDelivered(during);
    await().untilAsserted(() -> assertThat(stage.problems()).isEmpty());
    await().untilAsserted(() -> assertThat(stage.waiting()).isEmpty());
    proxy.interrupt();
    List<UUID> stopped = send("c", 100);
    await().untilAsserted(() -> assertThat(stage.problems()).isNotEmpty());
    stage.stop();
    proxy.restore();
    start();
    awaitDelivered(stopped);
  }

  @Test
  void aDatabaseRestoredUnderARunningStageIsRefusedUntilAnOperatorAccepts() throws Exception {
    TrackStage stage = start();
    awaitDelivered(send("a", 10));
    JdbcTemplate jdbc = new JdbcTemplate(pool);
    PositionCheck positions = new PositionCheck(kafka.admin(), new PositionStore(pool));
    jdbc.execute("create table backup as select * from stage_positions");
    awaitDelivered(send("b", 10));
    jdbc.execute("truncate stage_positions");
    jdbc.execute("insert into stage_positions select * from backup");

    List<UUID> later = send("c", 10);

    await()
        .untilAsserted(() ->
            assertThat(stage.problems()).anyMatch(each -> each.contains("notifier reconcile")));
    assertThat(later).allMatch(id -> track.state(id).state() == NotificationState.PLANNED);
    assertThat(quarantined()).isEmpty();
    positions.accept(positions.behind());
    awaitDelivered(later);
    await().untilAsserted(() -> assertThat(positions.behind()).isEmpty());
  }

  @Test
  void unreadableRecordsGoToTheQuarantineAndTheOthersProceed() throws Exception {
    byte[] noJson = {'{', 0, 1};
    byte[] incomplete =
        "{\"v\":1,\"route\":\"x\",\"responses\":[{}]}".getBytes(StandardCharsets.UTF_8);
    kafka.send(
        List.of(
            new ProducerRecord<>(Topics.BINDS, 0, null, noJson),
            new ProducerRecord<>(Topics.BINDS, 0, null, incomplete),
            new ProducerRecord<>(Topics.BINDS, 1, null, null),
            new ProducerRecord<>(Topics.RECEIPTS, 0, null, noJson),
            new ProducerRecord<>(Topics.RECEIPTS, 0, null, null)));
    start();
    awaitDelivered(send("a", 10));
    await()
        .untilAsserted(() ->
            assertThat(quarantined())
                .containsExactlyInAnyOrder(
                    "notifier.binds/0/0 NOT_JSON",
                    "notifier.binds/0/1 INCOMPLETE",
                    "notifier.binds/1/0 NO_VALUE",
                    "notifier.receipts/0/0 NOT_JSON",
                    "notifier.receipts/0/1 NO_VALUE"));
    assertThat(registry.find("notifier.quarantine.records").tag("stage", "track").counters())
        .hasSize(2);
  }

  private List<String> quarantined() {
    return kafka.committed(Topics.QUARANTINE).stream()
        .map(record ->
            RecordJson.read(
                record.headers().lastHeader(QuarantineEntry.HEADER).value(), QuarantineEntry.class))
        .map(entry -> entry.position() + " " + entry.reason())
        .toList();
  }

  /** PostgreSQL refuses one row of each topic, whatever else is in its batch. */
  @Test
  void recordsThatPostgresRefusesGoToTheQuarantineAndTheOthersProceed() throws Exception {
    track.jdbc.execute(
        "alter table submissions add constraint poison check (message_id not like '%BAD%')");
    UUID bad = track.planned(1);
    kafka.send(
        List.of(
            to(Topics.BINDS, 0, accepted(bad, 1, "BAD1")),
            to(Topics.RECEIPTS, 0, receipt("BAD2", "DELIVRD"))));
    List<UUID> good = send("a", 10);
    TrackStage stage = start();
    awaitDelivered(good);
    await()
        .untilAsserted(() ->
            assertThat(quarantined())
                .containsExactlyInAnyOrder(
                    "notifier.binds/0/0 FAILED", "notifier.receipts/0/0 FAILED"));
    await().untilAsserted(() -> assertThat(stage.problems()).isEmpty());
  }

  /** Its transaction was rolled back, and the offset behind it is stored all the same. */
  @Test
  void theRecordAfterOneThatPostgresRefusesIsStored() throws Exception {
    track.jdbc.execute(
        "alter table submissions add constraint poison check (message_id not like '%BAD%')");
    TrackStage stage = start();
    UUID bad = track.planned(1);
    kafka.send(List.of(to(Topics.BINDS, 0, accepted(bad, 1, "BAD1"))));
    await()
        .untilAsserted(
            () -> assertThat(quarantined()).containsExactly("notifier.binds/0/0 FAILED"));
    awaitDelivered(send("a", 3));
    assertThat(stage.problems()).isEmpty();
  }

  @Test
  void aRecordOfANewerReleaseStopsItsPartitionOnly() throws Exception {
    UUID before = track.planned(1);
    UUID behind = track.planned(1);
    long hourAgo = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
    byte[] newer = "{\"v\":3}".getBytes(StandardCharsets.UTF_8);
    kafka.send(
        List.of(
            to(Topics.BINDS, 0, accepted(before, 1, "n1")),
            new ProducerRecord<>(Topics.BINDS, 0, hourAgo, null, newer),
            to(Topics.BINDS, 0, accepted(behind, 1, "n2"))));
    TrackStage stage = start();
    await()
        .untilAsserted(() ->
            assertThat(stage.problems())
                .singleElement()
                .asString()
                .contains("notifier.binds-0 stops at offset 1", "version 3"));
    UUID other = track.planned(1);
    kafka.send(List.of(to(Topics.BINDS, 1, accepted(other, 1, "n3"))));
    await()
        .untilAsserted(() ->
            assertThat(List.of(before, other))
                .allMatch(id -> track.state(id).state() == NotificationState.SUBMITTED));
    assertThat(track.state(behind).state()).isEqualTo(NotificationState.PLANNED);
    assertThat(quarantined()).isEmpty();
    await()
        .untilAsserted(() ->
            assertThat(stage.waiting())
                .singleElement()
                .satisfies(each -> {
                  assertThat(each.partition()).isEqualTo(new TopicPartition(Topics.BINDS, 0));
                  assertThat(each.offset()).isEqualTo(1);
                  assertThat(each.age()).isGreaterThanOrEqualTo(Duration.ofHours(1));
                }));
    assertThat(oldestAge(Topics.BINDS)).isGreaterThanOrEqualTo(3_600);
    assertThat(oldestAge(Topics.RECEIPTS)).isZero();
    Map<TopicPartition, OffsetAndMetadata> committed =
        kafka
            .admin()
            .listConsumerGroupOffsets(Topics.GROUP_TRACK_JOURNAL)
            .partitionsToOffsetAndMetadata()
            .get();
    assertThat(committed)
        .containsEntry(new TopicPartition(Topics.BINDS, 0), new OffsetAndMetadata(1));
  }

  private double oldestAge(String topic) {
    return registry.get("notifier.track.oldest.age").tag("topic", topic).gauge().value();
  }

  /** Journals are trimmed only behind the offset of track, so their beginning is a right start. */
  @Test
  void aJournalWhoseStartWasDeletedIsReadFromItsBeginning() throws Exception {
    List<UUID> ids = new ArrayList<>(send("a", 9));
    kafka
        .admin()
        .deleteRecords(Map.of(new TopicPartition(Topics.BINDS, 1), RecordsToDelete.beforeOffset(2)))
        .all()
        .get();
    UUID second = ids.remove(4);
    UUID first = ids.remove(1);
    TrackStage stage = start();
    awaitDelivered(ids);
    assertThat(stage.problems()).isEmpty();
    assertThat(List.of(first, second))
        .allMatch(id -> track.state(id).state() == NotificationState.PLANNED);
  }
}
