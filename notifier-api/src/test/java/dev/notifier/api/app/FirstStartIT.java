package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.PublishedRecord;
import dev.notifier.contracts.Topics;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A broker and a store that nobody used before. */
class FirstStartIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SHIPPED = 20;

  @Test
  void theFirstEventThatIsAcceptedHasItsWordingOnKafka() throws IOException {
    EmbeddedKafkaKraftBroker kafka = RunningApi.kafka();
    try (EmbeddedPostgres postgres = RunningApi.postgres();
        RunningApi api = RunningApi.start(kafka.getBrokersAsString(), RunningApi.url(postgres))) {
      Awaitility.await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> api.post(RunningApi.STRUCTURED, Sample.card("1")).status() == 202);

      Set<String> keys = keys(kafka.getBrokersAsString());

      assertThat(keys.stream().filter(PublishedRecord::isKey)).hasSize(SHIPPED);
      assertThat(keys.stream().filter(key -> key.endsWith("/1"))).hasSize(SHIPPED);
    } finally {
      kafka.destroy();
    }
  }

  private static Set<String> keys(String servers) {
    Set<String> keys = new HashSet<>();
    TopicPartition partition = new TopicPartition(Topics.TEMPLATES, 0);
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", servers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> keys.add(new String(record.key(), StandardCharsets.UTF_8)));
      }
    }
    return keys;
  }
}
