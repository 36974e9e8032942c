package dev.notifier.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.contracts.quarantine.QuarantineEntry.Part;
import dev.notifier.kafka.batch.BatchIsolation;
import dev.notifier.kafka.batch.BatchResult;
import dev.notifier.kafka.batch.BatchResult.Hold;
import dev.notifier.kafka.batch.PolledBatch;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.kafka.positions.StoredStarts;
import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.testing.TestKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs a loop that copies one topic to another. */
class TransactionalLoopIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final byte POISON = 99;
  private static final byte DEEP = 98;
  private static final byte GROWS = 97;
  private static final byte HELD = 96;
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String GROUP = "copy";
  private static final TopicPartition FIRST = new TopicPartition(FROM, 0);
  private static final TopicPartition SECOND = new TopicPartition(FROM, 1);

  private final TestKafka kafka = TestKafka.shared();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicLong elapsed = new AtomicLong();
  private final LoopContext context =
      new LoopContext(
          new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "test"),
          kafka.admin(),
          Clock.systemUTC(),
          () -> System.nanoTime() + elapsed.get(),
          meters,
          LoopStepListener.NONE,
          new Quarantine("test-worker", Clock.systemUTC(), meters));
  private final LoopDefinition definition =
      new LoopDefinition(
          GROUP,
          GROUP,
          List.of(new QueueTopic(FROM, Lane.URGENT)),
          ReadSettings.immediate(Duration.ofSeconds(6), 10),
          partition -> "copy-" + partition.partition(),
          Duration.ofHours(9),
          Duration.ZERO,
          StoredStarts.NONE);
  private final AtomicBoolean outage = new AtomicBoolean();
  private final AtomicBoolean holds = new AtomicBoolean();
  private final TransactionalLoop loop = new TransactionalLoop(definition, context, this::copy);

  @BeforeEach
  void createTopics() throws Exception {
    kafka.deleteTopics();
    kafka.createTopic(FROM, 2, Map.of("max.message.bytes", "2097152"));
    kafka.createTopic(TO, 1, Map.of());
    kafka.createTopic(Topics.QUARANTINE, 2, Map.of("max.message.bytes", "4194304"));
  }

  @AfterEach
  void stop() {
    assertThat(loop.stop(STOP)).isTrue();
  }

  @Test
  void commitsTheOffsetsOfIdlePartitionsAgainEveryHour() throws Exception {
    loop.start();
    Awaitility.await().atMost(LIMIT).until(this::isMember);
    assertThat(offsets()).isEmpty();
    elapsed.addAndGet(TimeUnit.HOURS.toNanos(1));
    OffsetAndMetadata start = new OffsetAndMetadata(0);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> offsets().equals(Map.of(FIRST, start, SECOND, start)));
  }

  private boolean isMember() throws Exception {
    return kafka.admin().describeConsumerGroups(List.of(GROUP)).all().get().values().stream()
        .anyMatch(group ->
            group.members().stream().anyMatch(m -> !m.assignment().topicPartitions().isEmpty()));
  }

  @Test
  void waitsForTheOperatorOnATrimmedPartitionWithoutOffset() throws Exception {
    kafka.send(List.of(record(0), record(0), record(0), record(0)));
    kafka.admin().deleteRecords(Map.of(FIRST, RecordsToDelete.beforeOffset(2))).all().get();
    loop.start();
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(loop.status().failure()).contains("from-0", "--reset-offsets"));
    assertThat(kafka.committed(TO)).isEmpty();
    Awaitility.await().atMost(LIMIT).until(this::setOffset);
    Awaitility.await().atMost(LIMIT).until(() -> loop.status().isHealthy());
    Awaitility.await().atMost(LIMIT).until(() -> kafka.committed(TO).size() == 2);
  }

  /** Kafka rejects the change while the loop is a member of the group, which it is at times. */
  private boolean setOffset() throws InterruptedException {
    try {
      kafka
          .admin()
          .alterConsumerGroupOffsets(GROUP, Map.of(FIRST, new OffsetAndMetadata(2)))
          .all()
          .get();
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }

  @Test
  void copiesEachRecordOnceWhenPartitionsMoveToASecondMember() throws Exception {
    TransactionalLoop other = new TransactionalLoop(definition, context, this::copy);
    loop.start();
    kafka.send(List.of(record(0), record(1)));
    Awaitility.await().atMost(LIMIT).until(() -> kafka.committed(TO).size() == 2);
    other.start();
    for (int i = 0; i < 20; i++) {
      kafka.send(List.of(record(0), record(1)));
    }
    Awaitility.await().atMost(LIMIT).until(() -> kafka.committed(TO).size() >= 42);
    assertThat(other.stop(STOP)).isTrue();
    kafka.send(List.of(record(0), record(1)));
    Awaitility.await().atMost(LIMIT).until(() -> kafka.committed(TO).size() >= 44);
    Awaitility.await().atMost(LIMIT).until(() -> loop.status().isHealthy());
    assertThat(kafka.committed(TO)).hasSize(44);
  }

  @Test
  void aRecordThatFailsAloneGoesToTheQuarantineAndTheOthersProceed() throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      records.add(record(i % 2));
    }
    records.add(7, new ProducerRecord<>(FROM, 1, new byte[] {5}, new byte[] {POISON}));
    records.add(8, new ProducerRecord<>(FROM, 0, null, new byte[] {DEEP}));
    kafka.send(records);
    loop.start();

    Awaitility.await().atMost(LIMIT).until(() -> kafka.committed(TO).size() == 20);
    Awaitility.await().atMost(LIMIT).until(() -> kafka.committed(Topics.QUARANTINE).size() == 2);
    ConsumerRecord<byte[], byte[]> poison =
        kafka.committed(Topics.QUARANTINE).stream()
            .filter(each -> each.value()[0] == POISON)
            .findFirst()
            .orElseThrow();
    assertThat(new String(poison.key(), StandardCharsets.UTF_8)).isEqualTo("from/1/3");
    QuarantineEntry entry = entry(poison);
    assertThat(entry.position()).isEqualTo("from/1/3");
    assertThat(entry.reason()).isEqualTo(QuarantineEntry.Reason.FAILED);
    assertThat(entry.detail()).startsWith("NullPointerException at ");
    assertThat(entry.stage()).isEqualTo("copy");
    assertThat(entry.worker()).isEqualTo("test-worker");
    assertThat(entry.topicId()).isNotNull();
    assertThat(entry.recordKey()).containsExactly(5);
    Awaitility.await().atMost(LIMIT).until(() -> loop.status().isHealthy());
    assertThat(meters.get("notifier.quarantine.records").tag("topic", FROM).counter().count())
        .isEqualTo(2);
    assertThat(context.quarantine().warnings()).singleElement().asString().contains("2 records");
    Awaitility.await().atMost(LIMIT).until(() -> committedRecords() == 22);
  }

  @Test
  void duringAnOutageNothingGoesToTheQuarantine() throws Exception {
    outage.set(true);
    kafka.send(List.of(record(0), record(1)));
    loop.start();
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> meters.get("notifier.loop.failures").counter().count() > 5);
    assertThat(kafka.committed(Topics.QUARANTINE)).isEmpty();
    outage.set(false);
    Awaitility.await().atMost(LIMIT).until(() -> kafka.committed(TO).size() == 2);
    assertThat(kafka.committed(Topics.QUARANTINE)).isEmpty();
  }

  @Test
  void aRecordThatKafkaRefusesGoesToTheQuarantineWhateverItsSize() throws Exception {
    byte[] large = new byte[1_048_000];
    large[0] = GROWS;
    kafka.send(List.of(record(0), new ProducerRecord<>(FROM, 0, null, large), record(0)));
    loop.start();
    Awaitility.await().atMost(LIMIT).until(() -> kafka.committed(TO).size() == 2);
    Awaitility.await().atMost(LIMIT).until(() -> kafka.committed(Topics.QUARANTINE).size() == 1);
    assertThat(kafka.committed(Topics.QUARANTINE).getFirst().value()).isEqualTo(large);
  }

  @Test
  void aPartitionThatIsHeldAgesWhileTheOtherOneMoves() throws Exception {
    holds.set(true);
    long hourAgo = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
    kafka.send(List.of(new ProducerRecord<>(FROM, 0, hourAgo, null, new byte[] {HELD})));
    loop.start();
    kafka.send(List.of(record(1), record(1)));

    Awaitility.await().atMost(LIMIT).until(() -> kafka.committed(TO).size() == 2);
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(loop.status().waiting())
                .singleElement()
                .satisfies(each -> {
                  assertThat(each.partition()).isEqualTo(FIRST);
                  assertThat(each.lane()).isEqualTo(Lane.URGENT);
                  assertThat(each.offset()).isZero();
                  assertThat(each.age()).isGreaterThanOrEqualTo(Duration.ofHours(1));
                  assertThat(each.sinceProgress()).isLessThan(Duration.ofMinutes(30));
                }));
    assertThat(oldestAge()).isGreaterThanOrEqualTo(3_600);

    holds.set(false);
    Awaitility.await().atMost(LIMIT).until(() -> kafka.committed(TO).size() == 3);
    Awaitility.await().atMost(LIMIT).until(() -> loop.status().waiting().isEmpty());
    assertThat(oldestAge()).isZero();
  }

  private double oldestAge() {
    return meters.get("notifier.loop.oldest.age").tag("lane", "urgent").gauge().value();
  }

  @Test
  void aBatchThatFailsAgesUntilTheOutageEnds() throws Exception {
    outage.set(true);
    long minuteAgo = System.currentTimeMillis() - Duration.ofMinutes(1).toMillis();
    kafka.send(List.of(new ProducerRecord<>(FROM, 1, minuteAgo, null, new byte[] {1})));
    loop.start();
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> meters.get("notifier.loop.failures").counter().count() > 2);
    assertThat(loop.status().waiting().getFirst().partition()).isEqualTo(SECOND);
    assertThat(oldestAge()).isGreaterThanOrEqualTo(60);
    outage.set(false);
    Awaitility.await().atMost(LIMIT).until(() -> loop.status().waiting().isEmpty());
  }

  /** The polls alternate between the backlog and the partition of the record. */
  @Test
  void aRecordIsFoundAfterThreeRollBacksAlthoughOtherPartitionsHaveABacklog() throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      records.add(new ProducerRecord<>(FROM, 0, null, new byte[100_000]));
    }
    records.add(new ProducerRecord<>(FROM, 1, null, new byte[] {POISON}));
    kafka.send(records);
    loop.start();
    Awaitility.await().atMost(LIMIT).until(() -> kafka.committed(TO).size() == 200);
    Awaitility.await().atMost(LIMIT).until(() -> kafka.committed(Topics.QUARANTINE).size() == 1);
    assertThat(meters.get("notifier.loop.failures").counter().count())
        .isEqualTo(BatchIsolation.ATTEMPTS);
  }

  /** What the queue topics take, with the size in the key, in a header, or in the value. */
  @Test
  void aLargeRecordStopsNothingWhereverItsSizeIs() throws Exception {
    byte[] large = new byte[1_900_000];
    byte[] largest = new byte[(2 << 20) - 100];
    largest[0] = POISON;
    byte[] longSource =
        "{\"tenant\":\"t\",\"source\":\"%s\",\"id\":\"1\"}"
            .formatted("s".repeat(1_800_000))
            .getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> headers =
        new ProducerRecord<>(FROM, 0, null, new byte[] {POISON});
    headers.headers().add("foreign", large);
    kafka.send(
        List.of(
            new ProducerRecord<>(FROM, 0, large, null),
            new ProducerRecord<>(FROM, 0, null, longSource),
            headers,
            new ProducerRecord<>(FROM, 0, null, largest),
            record(0),
            record(0)));
    loop.start();
    Awaitility.await().atMost(LIMIT).until(() -> kafka.committed(TO).size() == 2);
    Awaitility.await().atMost(LIMIT).until(() -> kafka.committed(Topics.QUARANTINE).size() == 4);
    Map<String, ConsumerRecord<byte[], byte[]>> quarantined =
        kafka.committed(Topics.QUARANTINE).stream()
            .collect(
                Collectors.toMap(
                    each -> new String(each.key(), StandardCharsets.UTF_8), Function.identity()));
    assertThat(entry(quarantined.get("from/0/0")).omitted()).containsExactly(Part.KEY);
    assertThat(entry(quarantined.get("from/0/1")).omitted()).containsExactly(Part.EVENT);
    assertThat(Objects.requireNonNull(quarantined.get("from/0/1")).value()).isEqualTo(longSource);
    assertThat(entry(quarantined.get("from/0/2")).omitted()).containsExactly(Part.HEADERS);
    assertThat(entry(quarantined.get("from/0/3")).omitted()).isEmpty();
    assertThat(Objects.requireNonNull(quarantined.get("from/0/3")).value()).isEqualTo(largest);
  }

  private static QuarantineEntry entry(@Nullable ConsumerRecord<byte[], byte[]> record) {
    return RecordJson.read(
        Objects.requireNonNull(record).headers().lastHeader(QuarantineEntry.HEADER).value(),
        QuarantineEntry.class);
  }

  private long committedRecords() throws Exception {
    return offsets().values().stream().mapToLong(OffsetAndMetadata::offset).sum();
  }

  private BatchResult copy(PolledBatch batch) throws Exception {
    if (outage.get()) {
      throw new SQLException("no connection", "08006");
    }
    if (holds.get() && !batch.records().records(FIRST).isEmpty()) {
      return new BatchResult(
          copies(batch.records().records(SECOND)),
          Map.of(FIRST, new Hold(0, Instant.now().plusMillis(500), "from-0 stops")),
          () -> {});
    }
    for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
      byte first = record.value() == null ? POISON : record.value()[0];
      if (first == POISON || first == '{') {
        throw new NullPointerException();
      }
      if (first == DEEP) {
        throw new StackOverflowError();
      }
    }
    return new BatchResult(copies(batch.records()), Map.of(), () -> {});
  }

  private static List<ProducerRecord<byte[], byte[]>> copies(
      Iterable<ConsumerRecord<byte[], byte[]>> records) {
    return StreamSupport.stream(records.spliterator(), false)
        .map(record ->
            new ProducerRecord<>(
                TO,
                record.key(),
                record.value()[0] == GROWS ? new byte[1_100_000] : record.value()))
        .toList();
  }

  private static ProducerRecord<byte[], byte[]> record(int partition) {
    return new ProducerRecord<>(FROM, partition, null, new byte[] {1});
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets() throws Exception {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        kafka.admin().listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get();
    offsets.keySet().retainAll(Set.of(FIRST, SECOND));
    return offsets;
  }
}
