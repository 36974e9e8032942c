package dev.notifier.worker.plan;

import dev.notifier.contracts.Topics;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.positions.PositionCheck;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A broker of which the newest events are lost. A log cannot be shortened through Kafka's API, so
 * the topic is created again with what is left of it, and PostgreSQL gets its new id.
 */
final class RestoredBroker {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String TOPIC = Topics.events(PlanHarness.LANE);
  private static final String GROUP = Topics.planGroup(PlanHarness.LANE);

  private final TestKafka kafka;
  private final JdbcTemplate jdbc;

  RestoredBroker(TestKafka kafka, JdbcTemplate jdbc) {
    this.kafka = kafka;
    this.jdbc = jdbc;
  }

  /** Keeps the first events of each partition, and the group's offsets. */
  void keep(int events) throws Exception {
    List<ProducerRecord<byte[], byte[]>> kept =
        kafka.committed(TOPIC).stream()
            .filter(record -> record.offset() < events)
            .map(RestoredBroker::copy)
            .toList();
    Map<TopicPartition, OffsetAndMetadata> offsets = offsets();
    kafka.admin().deleteTopics(List.of(TOPIC)).all().get(30, TimeUnit.SECONDS);
    // Kafka deletes them with the topic.
    Awaitility.await().atMost(LIMIT).until(() -> offsets().isEmpty());
    Awaitility.await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> {
          kafka.createTopic(TOPIC, Topics.EVENT_PARTITIONS, Map.of());
          return true;
        });
    kafka.send(kept);
    UUID id = PositionCheck.topicId(kafka.admin(), TOPIC);
    jdbc.update("update stage_positions set topic_id = ? where topic = ?", id, TOPIC);
    jdbc.update("update event_digests set topic_id = ?", id);
    commit(offsets);
  }

  /** Sets the group's offset on each partition. */
  void commit(long offset) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
    for (int i = 0; i < Topics.EVENT_PARTITIONS; i++) {
      all.put(new TopicPartition(TOPIC, i), new OffsetAndMetadata(offset));
    }
    commit(all);
  }

  private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) throws Exception {
    kafka.admin().alterConsumerGroupOffsets(GROUP, offsets).all().get(30, TimeUnit.SECONDS);
  }

  void loseOffsets() throws Exception {
    kafka.admin().deleteConsumerGroups(List.of(GROUP)).all().get(30, TimeUnit.SECONDS);
  }

  /** Without leader epochs, as if Kafka had lost them. */
  private Map<TopicPartition, OffsetAndMetadata> offsets() throws Exception {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    kafka
        .admin()
        .listConsumerGroupOffsets(GROUP)
        .partitionsToOffsetAndMetadata()
        .get(30, TimeUnit.SECONDS)
        .forEach(
            (partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset.offset())));
    return offsets;
  }

  private static ProducerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> record) {
    return new ProducerRecord<>(
        TOPIC, record.partition(), record.timestamp(), record.key(), record.value());
  }
}
