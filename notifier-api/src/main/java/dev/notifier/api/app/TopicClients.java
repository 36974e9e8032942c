package dev.notifier.api.app;

import dev.notifier.config.NotifierConfig;
import dev.notifier.contracts.RecordJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/** Ways to and from compacted topics. Thread-safe. */
final class TopicClients {
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

  private final String servers;
  private final DefaultKafkaProducerFactory<byte[], byte[]> producers;
  private final LongSupplier nanos;

  TopicClients(
      NotifierConfig config,
      DefaultKafkaProducerFactory<byte[], byte[]> producers,
      LongSupplier nanos) {
    this.servers = config.kafka().bootstrapServers();
    this.producers = producers;
    this.nanos = nanos;
  }

  /**
   * A reader, not started.
   *
   * @param client the name by which Kafka knows it
   */
  TopicReader reader(String client, List<String> topics, TopicReader.Listener listener) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            servers,
            ConsumerConfig.CLIENT_ID_CONFIG,
            client,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) CALL_TIMEOUT.toMillis(),
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) CALL_TIMEOUT.toMillis());
    return new TopicReader(
        () ->
            new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        topics,
        listener,
        nanos);
  }

  /**
   * Sends and waits for the confirmation: of two requests under way, a new topic may refuse the
   * first and take the second, and what was overtaken is never taken. What is not confirmed is
   * found again: the topic lacks it.
   *
   * @param form null deletes the key
   * @throws KafkaException when it is not confirmed in time
   */
  void send(String topic, String key, @Nullable Object form) {
    byte[] octets = key.getBytes(StandardCharsets.UTF_8);
    byte @Nullable [] value = form == null ? null : RecordJson.write(form);
    try (Producer<byte[], byte[]> producer = producers.createProducer()) {
      var _ =
          producer
              .send(new ProducerRecord<>(topic, octets, value))
              .get(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("not confirmed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("the end is near", e);
    }
  }
}
