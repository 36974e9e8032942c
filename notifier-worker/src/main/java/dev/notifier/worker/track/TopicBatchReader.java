package dev.notifier.worker.track;

import dev.notifier.kafka.clients.RedactedError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Reads a topic in batches, at least once: commits the offsets after a batch is stored, and repeats
 * a batch that fails until it succeeds. Skips only records that can never be read or stored.
 * Thread-safe.
 */
final class TopicBatchReader {
  private static final Logger log = LoggerFactory.getLogger(TopicBatchReader.class);

  private static final Duration INITIAL_BACK_OFF = Duration.ofMillis(200);
  private static final Duration MAX_BACK_OFF = Duration.ofSeconds(5);

  /** Stores a batch. May throw, and is then called again with the same records. */
  interface Batch {
    void read(List<ConsumerRecord<byte[], byte[]>> records, Unreadable unreadable);
  }

  /** Receives records that cannot be used. */
  interface Unreadable {
    void skip(ConsumerRecord<byte[], byte[]> record);
  }

  /**
   * What to read.
   *
   * @param maxRecords the most records of one batch
   */
  record Source(String topic, String group, int maxRecords) {}

  private final Source source;
  private final Batch batch;
  private final TrackMetrics meters;
  private final Clock clock;
  private final ConcurrentMessageListenerContainer<byte[], byte[]> container;
  private volatile @Nullable String error;

  TopicBatchReader(
      Source source, Batch batch, BatchConsumers consumers, TrackMetrics meters, Clock clock) {
    this.source = source;
    this.batch = batch;
    this.meters = meters;
    this.clock = clock;
    this.container = container(consumers.of(source.topic(), source.maxRecords()));
  }

  private ConcurrentMessageListenerContainer<byte[], byte[]> container(
      ConsumerFactory<byte[], byte[]> consumers) {
    ContainerProperties properties = new ContainerProperties(source.topic());
    properties.setGroupId(source.group());
    properties.setAckMode(AckMode.BATCH);
    properties.setMissingTopicsFatal(false);
    properties.setConsumerRebalanceListener(new StartOffsetRule(problem -> error = problem));
    properties.setMessageListener((BatchMessageListener<byte[], byte[]>) this::read);
    ConcurrentMessageListenerContainer<byte[], byte[]> listeners =
        new ConcurrentMessageListenerContainer<>(consumers, properties);
    listeners.setBeanName("track-" + source.topic());
    listeners.setCommonErrorHandler(retryForever());
    return listeners;
  }

  /**
   * Treats no exception as fatal: a topic that makes no progress is noticed and repaired, a skipped
   * batch is not.
   */
  private static DefaultErrorHandler retryForever() {
    ExponentialBackOff backOff = new ExponentialBackOff(INITIAL_BACK_OFF.toMillis(), 2);
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
      failed(RedactedError.of(e));
      throw e;
    }
    recovered();
    Instant written = Instant.ofEpochMilli(records.getFirst().timestamp());
    meters.lag(source.topic(), Duration.between(written, clock.instant()));
  }

  /** Logs the start of an outage only, not each attempt. */
  private void failed(String description) {
    if (error == null) {
      log.warn("Cannot process {}; retrying until it works: {}", source.topic(), description);
    }
    error = "cannot process " + source.topic() + ": " + description;
  }

  private void recovered() {
    if (error != null) {
      log.info("Processing {} again", source.topic());
      error = null;
    }
  }

  /** If PostgreSQL rejects the data itself, finds the invalid record and skips it. */
  private void store(List<ConsumerRecord<byte[], byte[]>> records) {
    try {
      batch.read(records, this::skip);
    } catch (DataIntegrityViolationException e) {
      if (records.size() == 1) {
        log.warn("PostgreSQL rejects the content of a record: {}", RedactedError.of(e));
        skip(records.getFirst());
      } else {
        records.forEach(record -> store(List.of(record)));
      }
    }
  }

  private void skip(ConsumerRecord<byte[], byte[]> record) {
    meters.unreadable(record.topic());
    log.warn(
        "Skipped an invalid record: topic {}, partition {}, offset {}",
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
  @Nullable String error() {
    if (error != null) {
      return error;
    }
    return container.isRunning() && container.isInExpectedState()
        ? null
        : source.topic() + " is not being read; see the log, then restart the worker";
  }
}
