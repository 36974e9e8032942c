package dev.notifier.kafka.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.testing.InterruptibleProxy;
import dev.notifier.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables, the publisher and the reconciler on a real broker. A value is its version. */
class TopicTableIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String TOPIC = TopicTableTest.DEFINITION.topic();

  private final TestKafka kafka = TestKafka.shared();

  @BeforeEach
  void createTopic() throws Exception {
    kafka.deleteTopics();
    kafka.createTopic(TOPIC, 1, Map.of("cleanup.policy", "compact"));
  }

  @Test
  void readToEndWaitsForEveryRecordThatIsOnTheTopic() throws Exception {
    send("a", "1");
    send("a", "2");
    try (TopicTable<Integer> table = table()) {
      table.readToEnd(LIMIT);

      assertThat(table.get("a")).isEqualTo(2);
      assertThat(table.get("b")).isNull();
      assertThat(table.isStale(LIMIT)).isFalse();

      send("a", "3");
      send("b", "1");
      table.readToEnd(LIMIT);
      assertThat(table.get("a")).isEqualTo(3);
      assertThat(table.get("b")).isEqualTo(1);

      send("b", null);
      table.readToEnd(LIMIT);
      assertThat(table.get("b")).isNull();
    }
  }

  @Test
  void anInvalidRecordIsSkipped() throws Exception {
    send("broken", "no number");
    send("behind", "1");
    try (TopicTable<Integer> table = table()) {
      table.readToEnd(LIMIT);

      assertThat(table.get("behind")).isEqualTo(1);
      assertThat(table.get("broken")).isNull();
    }
  }

  @Test
  void theListenerLearnsWhenTheTableIsComplete() throws Exception {
    send("a", "1");
    AtomicInteger completed = new AtomicInteger();
    TableListener<Integer> listener =
        new TableListener<>() {
          @Override
          public void changed(String key, @Nullable Integer value) {}

          @Override
          public void completed() {
            completed.incrementAndGet();
          }
        };
    try (TopicTable<Integer> table =
        new TopicTable<>(clients(), TopicTableTest.DEFINITION, System::nanoTime, listener)) {
      table.start();
      table.readToEnd(LIMIT);

      assertThat(completed).hasPositiveValue();
    }
  }

  @Test
  void readingStartsWhenKafkaBecomesAvailable() throws Exception {
    send("a", "1");
    try (InterruptibleProxy proxy = kafka.newProxy();
        TopicTable<Integer> table = table(clients("127.0.0.1:" + proxy.port()))) {
      proxy.interrupt();
      table.start();
      assertThatThrownBy(() -> table.readToEnd(Duration.ofMillis(200)))
          .isInstanceOf(TopicNotReadException.class)
          .hasMessageContaining(TOPIC)
          .hasMessageContaining("check that Kafka runs");
      assertThat(table.age()).isNull();

      proxy.restore();

      table.readToEnd(LIMIT);
      assertThat(table.get("a")).isEqualTo(1);
    }
  }

  /** Clients connect to the broker's own address, so only its end makes it unavailable to them. */
  @Test
  void theTableKeepsItsValuesWhenKafkaBecomesUnavailable() throws Exception {
    TestKafka other = TestKafka.fresh();
    other.createTopic(TOPIC, 1, Map.of("cleanup.policy", "compact"));
    other.send(List.of(record("a", "1")));
    try (TopicTable<Integer> table = table(clients(other.bootstrapServers()))) {
      table.start();
      table.readToEnd(LIMIT);

      other.close();

      Awaitility.await().atMost(LIMIT).until(() -> table.error() != null);
      assertThat(table.get("a")).isEqualTo(1);
    }
  }

  @Test
  void publishDoesNotBlockWithoutKafkaAndSendsTheLatestValueLater() throws Exception {
    try (InterruptibleProxy proxy = kafka.newProxy();
        TopicTable<Integer> table = table();
        CompactedTopicPublisher publisher =
            new CompactedTopicPublisher(clients("127.0.0.1:" + proxy.port()))) {
      proxy.interrupt();
      for (int i = 1; i <= 1_000; i++) {
        publisher.publish(TOPIC, "a", i);
      }
      proxy.restore();

      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(table.get("a")).isEqualTo(1_000));
      assertThat(kafka.committed(TOPIC)).hasSizeLessThan(10);
    }
  }

  @Test
  void publishAndWaitReturnsWhenKafkaHasTheRecord() throws Exception {
    CompactedTopicPublisher publisher = new CompactedTopicPublisher(clients());
    publisher.publishAndWait(TOPIC, "a", 1);
    assertThat(kafka.committed(TOPIC)).hasSize(1);
    publisher.publishAndWait(TOPIC, "a", null);
    assertThat(kafka.committed(TOPIC).getLast().value()).isNull();
    publisher.close();

    assertThatThrownBy(() -> publisher.publishAndWait(TOPIC, "a", 2))
        .isInstanceOf(RuntimeException.class);
    assertThat(kafka.committed(TOPIC)).hasSize(2);
  }

  @Test
  void theReconcilerPublishesWhatTheTopicLacksAndNothingElse() throws Exception {
    for (String[] record :
        new String[][] {{"lost", "1"}, {"same", "1"}, {"back", "2"}, {"back", "1"}}) {
      send(record[0], record[1]);
    }
    AtomicReference<Map<String, Integer>> stored =
        new AtomicReference<>(Map.of("lost", 2, "same", 1, "back", 2));
    try (TopicTable<Integer> table = table();
        CompactedTopicPublisher publisher = new CompactedTopicPublisher(clients());
        TopicReconciler<Map.Entry<String, Integer>> reconciler =
            new TopicReconciler<>(
                new TopicReconciler.Source<>(
                    "values",
                    () -> List.copyOf(stored.get().entrySet()),
                    entry -> table.isMissing(entry.getKey(), entry.getValue()),
                    entry -> publisher.publishAndWait(TOPIC, entry.getKey(), entry.getValue())),
                System::nanoTime)) {
      table.readToEnd(LIMIT);
      reconciler.start();

      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(() -> {
            assertThat(table.isMissing("lost", 2)).isFalse();
            assertThat(table.isMissing("back", 2)).isFalse();
          });
      assertThat(kafka.committed(TOPIC)).hasSize(4 + 2);

      stored.set(Map.of("lost", 3));
      reconciler.publishWithin(LIMIT);
      assertThat(kafka.committed(TOPIC)).hasSize(4 + 3);
    }
  }

  private TopicTable<Integer> table() {
    TopicTable<Integer> table = table(clients());
    table.start();
    return table;
  }

  private static TopicTable<Integer> table(KafkaClients clients) {
    return new TopicTable<>(clients, TopicTableTest.DEFINITION, System::nanoTime);
  }

  private KafkaClients clients() {
    return clients(kafka.bootstrapServers());
  }

  private static KafkaClients clients(String servers) {
    return new KafkaClients(KafkaConnection.plaintext(servers), "test");
  }

  private void send(String key, @Nullable String value) throws Exception {
    kafka.send(List.of(record(key, value)));
  }

  private static ProducerRecord<byte[], byte[]> record(String key, @Nullable String value) {
    return new ProducerRecord<>(
        TOPIC,
        key.getBytes(StandardCharsets.UTF_8),
        value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }
}
