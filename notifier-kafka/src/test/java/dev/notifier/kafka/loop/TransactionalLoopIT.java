package dev.notifier.kafka.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.testing.TestKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs a loop that copies one topic to another. */
class TransactionalLoopIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String GROUP = "copy";
  private static final TopicPartition FIRST = new TopicPartition(FROM, 0);
  private static final TopicPartition SECOND = new TopicPartition(FROM, 1);

  private final TestKafka kafka = TestKafka.shared();
  private final AtomicLong elapsed = new AtomicLong();
  private final LoopContext context =
      new LoopContext(
          new KafkaClients(kafka.bootstrapServers(), "test"),
          kafka.admin(),
          Clock.systemUTC(),
          () -> System.nanoTime() + elapsed.get(),
          new SimpleMeterRegistry(),
          LoopStepListener.NONE);
  private final LoopDefinition definition =
      new LoopDefinition(
          GROUP,
          GROUP,
          List.of(FROM),
          ReadSettings.immediate(Duration.ofSeconds(6), 10),
          partition -> "copy-" + partition.partition(),
          Duration.ofHours(9));
  private final TransactionalLoop loop = new TransactionalLoop(definition, context, this::copy);

  @BeforeEach
  void createTopics() throws Exception {
    kafka.deleteTopics();
    kafka.createTopic(FROM, 2, Map.of());
    kafka.createTopic(TO, 1, Map.of());
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

  private BatchResult copy(PolledBatch batch) {
    List<ProducerRecord<byte[], byte[]>> copies =
        StreamSupport.stream(batch.records().spliterator(), false)
            .map(record -> new ProducerRecord<>(TO, record.key(), record.value()))
            .toList();
    return new BatchResult(copies, Map.of(), () -> {});
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
