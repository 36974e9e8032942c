package dev.notifier.worker.track;

import static dev.notifier.worker.track.TrackHarness.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.quarantine.Quarantine;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records that track cannot process, while the database or the members of the group change. */
class TrackQuarantineIT {
  private static final int PARTITIONS = 3;
  private static final byte[] NO_JSON = {'{', 0, 1};

  private final TestKafka kafka = TestKafka.shared();
  private final TrackHarness track = new TrackHarness();
  private final InterruptibleProxy proxy = TestPostgres.shared().newProxy();
  private final HikariDataSource pool = TestPostgres.pool(database(), proxy);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final KafkaClients clients =
      new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "test");
  private final KafkaProducer<byte[], byte[]> producer = clients.producer("statuses");
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
    for (String topic : List.of(Topics.BINDS, Topics.RECEIPTS, Topics.INBOUND, Topics.STATUSES)) {
      kafka.createTopic(topic, PARTITIONS, Map.of("max.message.bytes", "2097152"));
    }
    kafka.createTopic(
        Topics.QUARANTINE,
        PARTITIONS,
        Map.of("max.message.bytes", "" + Topics.QUARANTINE_MAX_BYTES));
  }

  @AfterEach
  void close() {
    stages.forEach(TrackStage::stop);
    producer.close();
    pool.close();
    proxy.close();
    track.close();
  }

  /** Waits until the stage has tried the batch several times. */
  @Test
  void whileTheDatabaseIsUnavailableNothingIsWrittenAndAfterwardsOnce() throws Exception {
    TrackStage stage = start();
    UUID before = send("a");
    awaitSubmitted(before);
    proxy.interrupt();
    UUID good = track.planned(1);
    kafka.send(
        List.of(
            new ProducerRecord<>(Topics.BINDS, 0, null, NO_JSON),
            to(Topics.BINDS, 0, accepted(good, 1, "b"))));
    await().untilAsserted(() -> assertThat(stage.problems()).isNotEmpty());
    Awaitility.await()
        .pollDelay(Duration.ofSeconds(4))
        .untilAsserted(() -> assertThat(quarantined()).isEmpty());
    proxy.restore();
    awaitSubmitted(good);
    await()
        .untilAsserted(
            () -> assertThat(quarantined()).containsExactly("notifier.binds/0/1 NOT_JSON"));
    assertThat(registry.get("notifier.quarantine.records").counter().count()).isEqualTo(1);
  }

  @Test
  void aLargeRecordStopsNothingWhereverItsSizeIs() throws Exception {
    byte[] longSource =
        "{\"tenant\":\"t\",\"source\":\"%s\",\"id\":\"1\"}"
            .formatted("s".repeat(1_900_000))
            .getBytes(StandardCharsets.UTF_8);
    kafka.send(
        List.of(
            new ProducerRecord<>(Topics.BINDS, 0, new byte[1_900_000], null),
            new ProducerRecord<>(Topics.BINDS, 0, null, longSource)));
    UUID behind = send("a");
    start();
    awaitSubmitted(behind);
    await()
        .untilAsserted(() ->
            assertThat(quarantined())
                .containsExactlyInAnyOrder(
                    "notifier.binds/0/0 NO_VALUE", "notifier.binds/0/1 INCOMPLETE"));
  }

  /** A worker that no longer has a partition does not report it, and its new owner does. */
  @Test
  void aPartitionThatMovesIsReportedByItsOwnerOnly() throws Exception {
    byte[] newer = "{\"v\":3}".getBytes(StandardCharsets.UTF_8);
    kafka.send(
        IntStream.range(0, PARTITIONS)
            .mapToObj(i -> new ProducerRecord<byte[], byte[]>(Topics.BINDS, i, null, newer))
            .toList());
    TrackStage first = start();
    await().untilAsserted(() -> assertThat(stoppedPartitions(first)).hasSize(PARTITIONS));
    TrackStage second = start();
    await()
        .untilAsserted(() -> {
          assertThat(stoppedPartitions(second)).isNotEmpty();
          assertThat(
                  Stream.concat(
                      stoppedPartitions(first).stream(), stoppedPartitions(second).stream()))
              .containsExactlyInAnyOrder(
                  "notifier.binds-0 stops", "notifier.binds-1 stops", "notifier.binds-2 stops");
        });
    second.stop();
    await().untilAsserted(() -> assertThat(stoppedPartitions(first)).hasSize(PARTITIONS));
  }

  private static List<String> stoppedPartitions(TrackStage stage) {
    return stage.problems().stream()
        .flatMap(problem -> Stream.of(problem.split("; ")))
        .filter(problem -> problem.contains(" stops at"))
        .map(problem -> problem.substring(0, problem.indexOf(" at ")))
        .toList();
  }

  private TrackStage start() {
    TrackStage stage =
        new TrackStage(
            new TrackStage.Context(
                new BatchConsumers(clients, Duration.ofSeconds(6)),
                pool,
                producer,
                TrackHarness.ROUTES,
                Clock.systemUTC(),
                registry,
                topic -> PositionCheck.topicId(kafka.admin(), topic),
                () -> {},
                new Quarantine("test", Clock.systemUTC(), registry)));
    stages.add(stage);
    stage.start();
    return stage;
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }

  private static ProducerRecord<byte[], byte[]> to(String topic, int partition, Object value) {
    return new ProducerRecord<>(topic, partition, null, RecordJson.write(value));
  }

  private UUID send(String messageId) throws Exception {
    UUID id = track.planned(1);
    kafka.send(List.of(to(Topics.BINDS, 0, accepted(id, 1, messageId))));
    return id;
  }

  private void awaitSubmitted(UUID id) {
    await()
        .untilAsserted(
            () -> assertThat(track.state(id).state()).isEqualTo(NotificationState.SUBMITTED));
  }

  private List<String> quarantined() {
    return kafka.committed(Topics.QUARANTINE).stream()
        .map(record ->
            RecordJson.read(
                record.headers().lastHeader(QuarantineEntry.HEADER).value(), QuarantineEntry.class))
        .map(entry -> entry.position() + " " + entry.reason())
        .toList();
  }
}
