package dev.notifier.api.app;

import dev.notifier.api.routes.Board;
import dev.notifier.api.routes.Publication;
import dev.notifier.contracts.Forms;
import dev.notifier.contracts.RouteRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.config.NotifierConfig;
import dev.notifier.store.Routes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/** Connects the room of the routes with Kafka. */
@Configuration(proxyBeanMethods = false)
class RouteConnections {
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

  @Bean(initMethod = "start")
  RouteTopics routeTopics(NotifierConfig config, Board board, LongSupplier nanos) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            config.kafka().bootstrapServers(),
            ConsumerConfig.CLIENT_ID_CONFIG,
            "notifier-api-routes",
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
    return new RouteTopics(
        () ->
            new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        board,
        nanos);
  }

  @Bean(initMethod = "start")
  Publication publication(
      Routes routes, Board board, DefaultKafkaProducerFactory<byte[], byte[]> producers) {
    return new Publication(routes::all, board, route -> send(producers, route));
  }

  /** What is not confirmed is found again: the topic lacks it. */
  private static void send(
      DefaultKafkaProducerFactory<byte[], byte[]> producers, RouteRecord route) {
    byte[] key = route.name().getBytes(StandardCharsets.UTF_8);
    try (Producer<byte[], byte[]> producer = producers.createProducer()) {
      var _ = producer.send(new ProducerRecord<>(Topics.ROUTES, key, Forms.write(route)));
    }
  }
}
