package dev.notifier.kafka.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The publisher without a broker. */
class CompactedTopicPublisherTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final AtomicInteger attempts = new AtomicInteger();
  private final CompactedTopicPublisher publisher =
      new CompactedTopicPublisher(this::next, Optional.empty());

  /** The first two attempts to create a producer fail. */
  private Producer<byte[], byte[]> next() {
    return switch (attempts.incrementAndGet()) {
      case 1 -> throw new KafkaException("no broker");
      case 2 -> throw new IllegalStateException("closing");
      default -> producer;
    };
  }

  @AfterEach
  void close() {
    publisher.close();
  }

  @Test
  void anExceptionOfAnyTypeLosesOneRecordAndNotThePublisher() {
    publishAndAwaitAttempt("a", 1);
    publishAndAwaitAttempt("b", 2);
    publisher.publish("topic", "c", "value");

    Awaitility.await().atMost(LIMIT).until(() -> !producer.history().isEmpty());
    assertThat(keys()).containsExactly("c");
  }

  @Test
  void nothingIsPublishedAfterTheClose() {
    attempts.set(2);
    publisher.publish("topic", "a", "value");
    publisher.close();
    publisher.publish("topic", "b", "value");

    assertThat(keys()).containsExactly("a");
    assertThat(producer.closed()).isTrue();
    assertThatThrownBy(() -> publisher.publishAndWait("topic", "c", "value"))
        .isInstanceOf(KafkaException.class)
        .hasMessage("the publisher is closed");
  }

  private void publishAndAwaitAttempt(String key, int attempt) {
    publisher.publish("topic", key, "value");
    Awaitility.await().atMost(LIMIT).until(() -> attempts.get() == attempt);
  }

  private List<String> keys() {
    return producer.history().stream()
        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
        .toList();
  }
}
