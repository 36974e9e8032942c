package dev.notifier.local.chaos.verdict;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.ReadSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads which records are in the quarantine. */
public final class QuarantineReader {
  static final String TOPIC = "notifier.quarantine";

  private static final int MAX_POLL_RECORDS = 500;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private QuarantineReader() {}

  /**
   * The original positions of all records in the quarantine, which are the keys there: topic,
   * partition and offset. Empty if the topic does not exist.
   */
  public static Set<String> positions(KafkaClients clients)
      throws IOException, InterruptedException {
    try (var admin = clients.admin("quarantine")) {
      if (!admin.listTopics().names().get(LIMIT.toSeconds(), TimeUnit.SECONDS).contains(TOPIC)) {
        return Set.of();
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("The topics of Kafka cannot be listed: " + e.getMessage(), e);
    }
    try (var consumer =
        clients.assignedConsumer(
            "quarantine", ReadSettings.immediate(Duration.ZERO, MAX_POLL_RECORDS))) {
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
