package dev.notifier.api.app;

import dev.notifier.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The newest committed record of each key of a topic. Each call reads on where the last one ended,
 * which is cheaper than to read the whole topic for each question. For one thread at a time.
 */
final class NewestRecords implements AutoCloseable {
  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, byte[]> newest = new HashMap<>();
  private List<TopicPartition> partitions = List.of();

  NewestRecords(TestKafka kafka, String topic) {
    this.topic = topic;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** The value of the newest record with this key; null if there is none. */
  byte @Nullable [] of(String key) {
    if (partitions.isEmpty()) {
      partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer
          .poll(Duration.ofMillis(100))
          .forEach(record ->
              newest.put(new String(record.key(), StandardCharsets.UTF_8), record.value()));
    }
    return newest.get(key);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
