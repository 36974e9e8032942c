package dev.notifier.kafka.clients;

import dev.notifier.contracts.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Creates every Kafka client of all programs, with the settings that their guarantees depend on. No
 * other class creates one, so every client uses the encryption and the login of the connection.
 * Thread-safe. Callers close the clients that they get.
 */
public final class KafkaClients {
  /** The broker aborts a transaction that stays open longer. */
  public static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

  /** The longest time that one call of a consumer or an admin client may take. */
  public static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

  private static final int REQUEST_TIMEOUT_MS = 5_000;
  private static final int DELIVERY_TIMEOUT_MS = 8_000;
  private static final int MAX_BLOCK_MS = 8_000;
  private static final int MAX_POLL_INTERVAL_MS = 60_000;

  /** How soon a group notices new partitions of its topics. */
  private static final int METADATA_MAX_AGE_MS = 10_000;

  /** How soon a client notices new brokers without an error; after an error it asks at once. */
  private static final int CLIENT_METADATA_MAX_AGE_MS = 60_000;

  private static final int RETRY_MS = 100;
  private static final int RETRY_MAX_MS = 1_000;
  private static final int RECONNECT_MS = 50;
  private static final int RECONNECT_MAX_MS = 1_000;

  /** Kafka's 10 s and 30 s are too long if the machine of a broker is gone without a trace. */
  private static final int CONNECT_MS = 2_000;

  private static final int CONNECT_MAX_MS = 5_000;
  private static final int BATCH_BYTES = 128 << 10;
  private static final int LINGER_MS = 5;

  /** Producers of api and worker that write no quarantine send at most what a queue takes. */
  private static final int MAX_REQUEST_BYTES = 2 << 20;

  /** The largest record of the quarantine. Stages limit what they write to other topics. */
  private static final int MAX_QUARANTINE_REQUEST_BYTES = Topics.QUARANTINE_MAX_BYTES;

  /** With the default of 100 ms a commit takes 25 to 110 ms instead of 1 ms. */
  private static final int PRODUCER_RETRY_BACKOFF_MS = 1;

  /** A listener stores its batch in PostgreSQL between two polls, which may take minutes. */
  private static final int LISTENER_MAX_POLL_INTERVAL_MS = 300_000;

  private static final int LISTENER_FETCH_MAX_BYTES = 8 << 20;
  private static final int SHARED_BATCH_BYTES = 64 << 10;
  private static final Duration SHARED_CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaConnection kafka;
  private final String clientIdPrefix;
  private final Optional<RecordSignatures> signatures;

  /**
   * For programs and tests that do not sign: what they publish on compacted topics is ignored by
   * programs that check signatures.
   *
   * @param kafka where the brokers are, and how to connect to them
   * @param clientIdPrefix identifies this process in the logs of the brokers
   */
  public KafkaClients(KafkaConnection kafka, String clientIdPrefix) {
    this(kafka, clientIdPrefix, Optional.empty());
  }

  /**
   * @param kafka where the brokers are, and how to connect to them
   * @param clientIdPrefix identifies this process in the logs of the brokers
   * @param signatures sign and check the records of compacted topics
   */
  public KafkaClients(KafkaConnection kafka, String clientIdPrefix, RecordSignatures signatures) {
    this(kafka, clientIdPrefix, Optional.of(signatures));
  }

  private KafkaClients(
      KafkaConnection kafka, String clientIdPrefix, Optional<RecordSignatures> signatures) {
    this.kafka = kafka;
    this.clientIdPrefix = clientIdPrefix;
    this.signatures = signatures;
  }

  /** The signatures of the records of compacted topics, if these clients sign and check them. */
  public Optional<RecordSignatures> signatures() {
    return signatures;
  }

  /**
   * Creates a group member for {@code subscribe}. It reads committed records, never commits on its
   * own, and fails instead of guessing where to start on a partition without an offset. A rebalance
   * moves partitions one by one; reading the others continues meanwhile.
   */
  public KafkaConsumer<byte[], byte[]> groupConsumer(
      String name, String group, ReadSettings reading) {
    Map<String, Object> config = groupConfig(name, reading);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    return consumer(config);
  }

  /**
   * Creates a group member like {@link #groupConsumer(String, String, ReadSettings)} with another
   * assignor.
   *
   * @param assignor the class of the assignor; every member of the group must have it
   * @param assignorConfig passed to the assignor, with the other settings of the consumer
   */
  public KafkaConsumer<byte[], byte[]> groupConsumer(
      String name,
      String group,
      ReadSettings reading,
      Class<? extends ConsumerPartitionAssignor> assignor,
      Map<String, Object> assignorConfig) {
    Map<String, Object> config = groupConfig(name, reading);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(assignor));
    config.putAll(assignorConfig);
    return consumer(config);
  }

  /** Creates a consumer without a group, for {@code assign}. */
  public KafkaConsumer<byte[], byte[]> assignedConsumer(String name, ReadSettings reading) {
    return consumer(consumerConfig(name, reading));
  }

  /**
   * Creates group members for a listener container of Spring Kafka, which sets the group. They have
   * the settings of {@link #groupConsumer}, except that a batch may take up to five minutes.
   */
  public ConsumerFactory<byte[], byte[]> consumerFactory(String name, ReadSettings reading) {
    Map<String, Object> config = groupConfig(name, reading);
    config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, LISTENER_MAX_POLL_INTERVAL_MS);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, LISTENER_FETCH_MAX_BYTES);
    return new DefaultKafkaConsumerFactory<>(
        config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Creates an idempotent producer that waits for all in-sync replicas. */
  public KafkaProducer<byte[], byte[]> producer(String name) {
    Map<String, Object> config = producerConfig(name);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_QUARANTINE_REQUEST_BYTES);
    return producer(config);
  }

  /**
   * Creates a transactional producer. Its {@code initTransactions} fences every earlier producer
   * with the same id.
   */
  public KafkaProducer<byte[], byte[]> transactionalProducer(String transactionalId) {
    Map<String, Object> config = producerConfig(transactionalId);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_QUARANTINE_REQUEST_BYTES);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(TRANSACTION_TIMEOUT));
    config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, PRODUCER_RETRY_BACKOFF_MS);
    return producer(config);
  }

  /**
   * Creates a factory of one producer that many threads share. The producer is created when it is
   * first needed.
   *
   * @param timeout after which an unconfirmed record fails
   * @param bufferBytes limit of the records that wait for Kafka
   */
  public ProducerFactory<byte[], byte[]> sharedProducerFactory(
      String name, Duration timeout, long bufferBytes) {
    Map<String, Object> config = producerConfig(name);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, SHARED_BATCH_BYTES);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(timeout));
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(timeout));
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(timeout) - LINGER_MS);
    DefaultKafkaProducerFactory<byte[], byte[]> factory =
        new DefaultKafkaProducerFactory<>(
            config, new ByteArraySerializer(), new ByteArraySerializer());
    factory.setPhysicalCloseTimeout((int) SHARED_CLOSE_TIMEOUT.toSeconds());
    return factory;
  }

  /** Creates an admin client whose calls take at most {@link #CALL_TIMEOUT}. */
  public Admin admin(String name) {
    return admin(name, CALL_TIMEOUT);
  }

  /** Creates an admin client. */
  public Admin admin(String name, Duration callTimeout) {
    Map<String, Object> config = connection(name);
    config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(callTimeout));
    config.put(
        CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
        Math.min(REQUEST_TIMEOUT_MS, millis(callTimeout)));
    return Admin.create(config);
  }

  Map<String, Object> groupConfig(String name, ReadSettings reading) {
    Map<String, Object> config = consumerConfig(name, reading);
    int sessionMs = millis(reading.sessionTimeout());
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionMs);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, sessionMs / 4);
    config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MAX_POLL_INTERVAL_MS);
    config.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MS);
    return config;
  }

  Map<String, Object> consumerConfig(String name, ReadSettings reading) {
    Map<String, Object> config = connection(name);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(CALL_TIMEOUT));
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, reading.maxPollRecords());
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, reading.fetchMinBytes());
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, millis(reading.fetchMaxWait()));
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, reading.maxPartitionFetchBytes());
    return config;
  }

  Map<String, Object> producerConfig(String name) {
    Map<String, Object> config = connection(name);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    return config;
  }

  /** The settings of every client: the brokers and how to connect to them. */
  Map<String, Object> connection(String name) {
    Map<String, Object> config = new HashMap<>(kafka.properties());
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientIdPrefix + "-" + name);
    config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
    config.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, CLIENT_METADATA_MAX_AGE_MS);
    config.put(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, RETRY_MS);
    config.put(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG, RETRY_MAX_MS);
    config.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, CONNECT_MS);
    config.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, CONNECT_MAX_MS);
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
