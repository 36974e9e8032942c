package dev.notifier.kafka.table;

import dev.notifier.kafka.clients.FailureDescription;
import dev.notifier.kafka.clients.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes to a compacted topic in the background. Who publishes never waits, however long Kafka
 * is away: of each key only the latest value waits, so memory is bounded by the keys. What Kafka
 * does not confirm in its time is lost, so every value must be published again some day. One
 * thread; the class is thread-safe.
 */
public final class CompactedTopicPublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CompactedTopicPublisher.class);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(2);

  private final KafkaClients clients;
  private final String topic;
  private final Thread thread;
  private final AtomicBoolean complained = new AtomicBoolean();
  private final Object lock = new Object();

  /** By key; guarded by the lock, as is what follows. */
  private Map<String, byte[]> waiting = new LinkedHashMap<>();

  private boolean stopping;

  public CompactedTopicPublisher(KafkaClients clients, String topic) {
    this.clients = clients;
    this.topic = topic;
    this.thread = Thread.ofPlatform().daemon().name("publish-" + topic).unstarted(this::run);
  }

  /** Starts the thread; once. */
  public void start() {
    thread.start();
  }

  /** Takes the latest value of a key and returns at once. */
  public void publish(String key, byte[] value) {
    synchronized (lock) {
      if (!stopping) {
        waiting.put(key, value);
        lock.notifyAll();
      }
    }
  }

  /** Sends what waits, as far as Kafka takes it within two seconds, and ends. */
  @Override
  public void close() {
    synchronized (lock) {
      stopping = true;
      lock.notifyAll();
    }
    try {
      if (!thread.join(STOPS_WITHIN)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    KafkaProducer<byte[], byte[]> producer = clients.producer(topic);
    try {
      Map<String, byte[]> batch = next();
      while (batch != null) {
        batch.forEach((key, value) -> send(producer, key, value));
        batch = next();
      }
      producer.close(STOPS_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      producer.close(Duration.ZERO);
    }
  }

  /** What waits, or null when it is the end and nothing does. */
  private @Nullable Map<String, byte[]> next() throws InterruptedException {
    synchronized (lock) {
      while (waiting.isEmpty() && !stopping) {
        lock.wait();
      }
      if (waiting.isEmpty()) {
        return null;
      }
      Map<String, byte[]> batch = waiting;
      waiting = new LinkedHashMap<>();
      return batch;
    }
  }

  private void send(KafkaProducer<byte[], byte[]> producer, String key, byte[] value) {
    byte[] octets = key.getBytes(StandardCharsets.UTF_8);
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(topic, octets, value), (_, failure) -> answered(failure));
    } catch (KafkaException e) {
      answered(e);
    }
  }

  private void answered(@Nullable Exception failure) {
    if (failure == null) {
      complained.set(false);
    } else if (complained.compareAndSet(false, true)) {
      LOG.warn("{} does not take records, published again later: {}", topic, words(failure));
    }
  }

  private static String words(Exception failure) {
    return FailureDescription.of(failure);
  }
}
