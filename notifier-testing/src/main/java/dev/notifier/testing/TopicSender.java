package dev.notifier.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends records for tests, with one producer for all of them. Thread-safe. */
final class TopicSender implements AutoCloseable {
  /** The topics decide how large a record may be. */
  private static final int MAX_REQUEST_BYTES = 16 << 20;

  private final Map<String, Object> config;
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  /**
   * @param connection the settings of every client
   */
  TopicSender(Map<String, Object> connection) {
    config = new HashMap<>(connection);
    // One request at a time: if a broker rejects the first batch for a topic that it does not lead
    // yet, and accepts the second one, then the first is out of sequence and rejected until it
    // expires.
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
  }

  /** Sends the records and waits until the broker has acknowledged them. */
  synchronized void send(Collection<ProducerRecord<byte[], byte[]>> records)
      throws ExecutionException, InterruptedException {
    if (records.stream().anyMatch(record -> record.partition() == null)) {
      // It would choose among the partitions that it knows, and others may have been added.
      reset();
    }
    if (producer == null) {
      producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
    boolean isSent = false;
    try {
      List<Future<?>> sent = new ArrayList<>();
      for (ProducerRecord<byte[], byte[]> record : records) {
        sent.add(producer.send(record));
      }
      for (Future<?> one : sent) {
        one.get();
      }
      isSent = true;
    } finally {
      if (!isSent) {
        reset();
      }
    }
  }

  /** Forgets what the producer knows of topics, which are deleted and created again. */
  synchronized void reset() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }

  @Override
  public void close() {
    reset();
  }
}
