package dev.notifier.kafka.clients;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes Kafka clients with the settings that the line's guarantees rest on. Thread-safe; who asks
 * for a client closes it.
 */
public final class KafkaClients {
  /** The broker ends a transaction that nobody ends. */
  public static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

  /** How long one call of a consumer or an admin client may take. */
  public static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

  private static final int REQUEST_TIMEOUT_MS = 5_000;
  private static final int DELIVERY_TIMEOUT_MS = 8_000;
  private static final int MAX_BLOCK_MS = 8_000;
  private static final int MAX_POLL_INTERVAL_MS = 60_000;
  private static final int RECONNECT_MS = 50;
  private static final int RECONNECT_MAX_MS = 1_000;
  private static final int BATCH_OCTETS = 128 << 10;
  private static final int LINGER_MS = 5;

  /** With the default of 100 ms a commit takes 25 to 110 ms instead of one. */
  private static final int PRODUCER_RETRY_BACKOFF_MS = 1;

  private final String bootstrapServers;
  private final String clientIdPrefix;

  /**
   * @param bootstrapServers {@code host:port[,host:port]}
   * @param clientIdPrefix tells this process from others in the broker's logs
   */
  public KafkaClients(String bootstrapServers, String clientIdPrefix) {
    this.bootstrapServers = bootstrapServers;
    this.clientIdPrefix = clientIdPrefix;
  }

  /**
   * A member of a group, for {@code subscribe}. Reads what is committed, never commits by itself,
   * and fails rather than guess where a partition without an offset starts; see {@link
   * StartOffsets}. Partitions move one by one: the others go on meanwhile.
   */
  public KafkaConsumer<byte[], byte[]> groupConsumer(
      String name, String group, ReadSettings reading) {
    Map<String, Object> config = consumerConfig(name, reading);
    int sessionMs = Math.toIntExact(reading.sessionTimeout().toMillis());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionMs);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, sessionMs / 4);
    config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MAX_POLL_INTERVAL_MS);
    return consumer(config);
  }

  /** A reader without a group, for {@code assign}. */
  public KafkaConsumer<byte[], byte[]> assignedConsumer(String name, ReadSettings reading) {
    return consumer(consumerConfig(name, reading));
  }

  /** A producer whose records are in the topic once, in order, on every copy that counts. */
  public KafkaProducer<byte[], byte[]> producer(String name) {
    return producer(producerConfig(name));
  }

  /** The same with transactions; {@code initTransactions} fences whoever used the id before. */
  public KafkaProducer<byte[], byte[]> transactionalProducer(String transactionalId) {
    Map<String, Object> config = producerConfig(transactionalId);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    config.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(TRANSACTION_TIMEOUT.toMillis()));
    config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, PRODUCER_RETRY_BACKOFF_MS);
    return producer(config);
  }

  /** For topics, fencing and trimming. */
  public Admin admin(String name) {
    Map<String, Object> config = common(name);
    config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(CALL_TIMEOUT));
    return Admin.create(config);
  }

  private Map<String, Object> consumerConfig(String name, ReadSettings reading) {
    Map<String, Object> config = common(name);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(CALL_TIMEOUT));
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, reading.maxPollRecords());
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, reading.fetchMinOctets());
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, millis(reading.fetchMaxWait()));
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, reading.maxPartitionFetchOctets());
    return config;
  }

  private Map<String, Object> producerConfig(String name) {
    Map<String, Object> config = common(name);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_OCTETS);
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    return config;
  }

  private Map<String, Object> common(String name) {
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientIdPrefix + "-" + name);
    config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, RECONNECT_MS);
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MAX_MS);
    config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return config;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
