package dev.notifier.local.chaos.verdict;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads which records are in the quarantine. */
public final class QuarantineReader {
  static final String TOPIC = "notifier.quarantine";

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private QuarantineReader() {}

  /**
   * The original positions of all records in the quarantine, which are the keys there: topic,
   * partition and offset. Empty if the topic does not exist.
   */
  public static Set<String> positions(String bootstrapServers)
      throws IOException, InterruptedException {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    try (var admin = Admin.create(settings)) {
      if (!admin.listTopics().names().get(LIMIT.toSeconds(), TimeUnit.SECONDS).contains(TOPIC)) {
        return Set.of();
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("The topics of Kafka cannot be listed: " + e.getMessage(), e);
    }
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return read(consumer);
    } catch (KafkaException e) {
      throw new IOException("The quarantine cannot be read: " + e.getMessage(), e);
    }
  }

  private static Set<String> read(KafkaConsumer<byte[], byte[]> consumer) throws IOException {
    var partitions =
        consumer.partitionsFor(TOPIC).stream()
            .map(info -> new TopicPartition(TOPIC, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    var ends = consumer.endOffsets(partitions);
    Set<String> positions = new HashSet<>();
    var deadline = System.nanoTime() + LIMIT.toNanos();
    while (partitions.stream()
        .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
      if (System.nanoTime() > deadline) {
        throw new IOException("The quarantine was not read within " + LIMIT.toSeconds() + " s");
      }
      for (var record : consumer.poll(POLL)) {
        if (record.key() != null) {
          positions.add(new String(record.key(), StandardCharsets.UTF_8));
        }
      }
    }
    return positions;
  }
}
