package dev.notifier.worker.track;

import dev.notifier.kafka.clients.FailureDescription;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Reads a topic batch by batch and commits behind each. A batch that fails is told again until it
 * is done, however long that takes; only a record that can never be read or stored is passed over.
 * Thread-safe.
 */
final class TopicBatchReader {
  private static final Logger log = LoggerFactory.getLogger(TopicBatchReader.class);

  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(200);
  private static final Duration MAX_BACK_OFF = Duration.ofSeconds(5);

  private static final int MIN_FETCH_OCTETS = 256 << 10;
  private static final int MAX_FETCH_OCTETS = 8 << 20;
  private static final int GATHER_MS = 100;

  /** What is done with a batch; may throw, and is then called again with the same records. */
  interface Batch {
    void read(List<ConsumerRecord<byte[], byte[]>> records, Unreadable unreadable);
  }

  /** Takes records that are no use. */
  interface Unreadable {
    void pass(ConsumerRecord<byte[], byte[]> record);
  }

  /**
   * What is read.
   *
   * @param maxRecords of one batch
   */
  record Source(String topic, String group, int maxRecords) {}

  private final Source source;
  private final Batch batch;
  private final TrackMetrics meters;
  private final Clock clock;
  private final ConcurrentMessageListenerContainer<byte[], byte[]> container;
  private volatile @Nullable String trouble;

  TopicBatchReader(
      Source source, Batch batch, Map<String, Object> kafka, TrackMetrics meters, Clock clock) {
    this.source = source;
    this.batch = batch;
    this.meters = meters;
    this.clock = clock;
    this.container = container(kafka);
  }

  private ConcurrentMessageListenerContainer<byte[], byte[]> container(Map<String, Object> kafka) {
    ContainerProperties properties = new ContainerProperties(source.topic());
    properties.setGroupId(source.group());
    properties.setAckMode(AckMode.BATCH);
    properties.setMissingTopicsFatal(false);
    properties.setConsumerRebalanceListener(new StartOffsetRule(text -> trouble = text));
    properties.setMessageListener((BatchMessageListener<byte[], byte[]>) this::read);
    ConcurrentMessageListenerContainer<byte[], byte[]> made =
        new ConcurrentMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(
                consumer(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            properties);
    made.setBeanName("track-" + source.topic());
    made.setCommonErrorHandler(forEver());
    return made;
  }

  private Map<String, Object> consumer(Map<String, Object> kafka) {
    Map<String, Object> consumer = new HashMap<>(kafka);
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    consumer.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    consumer.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_OCTETS);
    consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, source.maxRecords());
    // A transaction on PostgreSQL costs the same for one row as for a hundred: under load records
    // are gathered for a tenth of a second, which nobody who looks at states can tell.
    consumer.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, MIN_FETCH_OCTETS);
    consumer.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, GATHER_MS);
    return consumer;
  }

  /** No exception is fatal: a bug that stops this topic is seen and mended, a skipped batch not. */
  private static DefaultErrorHandler forEver() {
    ExponentialBackOff backOff = new ExponentialBackOff(FIRST_BACK_OFF.toMillis(), 2);
    backOff.setMaxInterval(MAX_BACK_OFF.toMillis());
    DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
    handler.setClassifications(Map.of(), true);
    return handler;
  }

  private void read(List<ConsumerRecord<byte[], byte[]>> records) {
    if (records.isEmpty()) {
      return;
    }
    try {
      store(records);
    } catch (RuntimeException e) {
      failed(FailureDescription.of(e));
      throw e;
    }
    recovered();
    Instant written = Instant.ofEpochMilli(records.getFirst().timestamp());
    meters.lag(source.topic(), Duration.between(written, clock.instant()));
  }

  /** One line when it begins and one when it ends, however often it is tried in between. */
  private void failed(String words) {
    if (trouble == null) {
      log.warn("Cannot get on with {}, trying until it works: {}", source.topic(), words);
    }
    trouble = "cannot get on with " + source.topic() + ": " + words;
  }

  private void recovered() {
    if (trouble != null) {
      log.info("Getting on with {} again", source.topic());
      trouble = null;
    }
  }

  /** When PostgreSQL refuses the data itself, the one record at fault is found and passed over. */
  private void store(List<ConsumerRecord<byte[], byte[]>> records) {
    try {
      batch.read(records, this::pass);
    } catch (DataIntegrityViolationException e) {
      if (records.size() == 1) {
        log.warn("The content of a record is refused: {}", FailureDescription.of(e));
        pass(records.getFirst());
      } else {
        records.forEach(record -> store(List.of(record)));
      }
    }
  }

  private void pass(ConsumerRecord<byte[], byte[]> record) {
    meters.unreadable(record.topic());
    log.warn(
        "Passed over a record that cannot be read: topic {}, partition {}, offset {}",
        record.topic(),
        record.partition(),
        record.offset());
  }

  void start() {
    container.start();
  }

  void stop() {
    container.stop();
  }

  /** What is wrong, or null. */
  @Nullable String trouble() {
    if (trouble != null) {
      return trouble;
    }
    return container.isRunning() && container.isInExpectedState()
        ? null
        : source.topic() + " is not being read; see the log, then restart the worker";
  }
}
