package dev.notifier.api.app;

import dev.notifier.api.intake.EventSender;
import dev.notifier.api.intake.KafkaAvailability;
import dev.notifier.api.publication.DataSeeder;
import dev.notifier.config.NotifierConfig;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.Database;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/** What the application is connected to. None of it need be there at the start. */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {
  private static final int POSTGRES_CONNECTIONS = 10;
  private static final Duration POSTGRES_BORROW_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(2);
  private static final int LINGER_MS = 5;
  private static final int BATCH_OCTETS = 64 << 10;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  @Bean
  Database database(NotifierConfig config) {
    NotifierConfig.Postgres postgres = config.postgres();
    return Database.open(
        new Database.Settings(
            postgres.url(),
            postgres.username(),
            postgres.password(),
            "api",
            POSTGRES_CONNECTIONS,
            POSTGRES_BORROW_TIMEOUT));
  }

  @Bean(initMethod = "start")
  SchemaMigration migration(NotifierConfig config, Database database, List<DataSeeder> seeds) {
    return new SchemaMigration(database, config.postgres().migration(), seeds);
  }

  @Bean
  TopicClients topicConnections(
      NotifierConfig config,
      DefaultKafkaProducerFactory<byte[], byte[]> producers,
      LongSupplier nanos) {
    return new TopicClients(config, producers, nanos);
  }

  @Bean
  DefaultKafkaProducerFactory<byte[], byte[]> producers(NotifierConfig config) {
    int timeoutMs = (int) config.intake().kafkaTimeout().toMillis();
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "notifier-api");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_OCTETS);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, config.intake().maxInFlight().toBytes());
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeoutMs);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeoutMs);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs - LINGER_MS);
    DefaultKafkaProducerFactory<byte[], byte[]> factory =
        new DefaultKafkaProducerFactory<>(
            settings, new ByteArraySerializer(), new ByteArraySerializer());
    factory.setPhysicalCloseTimeout((int) CLOSE_TIMEOUT.toSeconds());
    return factory;
  }

  @Bean
  EventSender eventSender(
      NotifierConfig config,
      DefaultKafkaProducerFactory<byte[], byte[]> producers,
      LongSupplier nanos) {
    RecipientKey key = new RecipientKey(config.privacyKey().getBytes(StandardCharsets.UTF_8));
    return new EventSender(producers, key, config.intake().kafkaTimeout(), nanos);
  }

  @Bean(initMethod = "start")
  KafkaAvailability kafkaWatch(NotifierConfig config, EventSender sender) {
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            config.kafka().bootstrapServers(),
            AdminClientConfig.CLIENT_ID_CONFIG,
            "notifier-api-watch",
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) ADMIN_TIMEOUT.toMillis(),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) ADMIN_TIMEOUT.toMillis());
    return new KafkaAvailability(
        () -> Admin.create(settings), sender::sinceConfirmed, config.kafka().replication());
  }
}
