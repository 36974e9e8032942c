package dev.notifier.kafka.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.clients.RecordSignatures;
import dev.notifier.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What someone can do who writes to a compacted topic without the privacy key. */
class SignedTopicIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PRIVACY_KEY = "the privacy key of all programs";
  private static final String TOPIC = TopicTableTest.DEFINITION.topic();

  private final TestKafka kafka = TestKafka.shared();
  private final KafkaClients clients = clients(PRIVACY_KEY);
  private final CompactedTopicPublisher publisher = new CompactedTopicPublisher(clients);
  private final TopicTable<Integer> table =
      new TopicTable<>(clients, TopicTableTest.DEFINITION, System::nanoTime);

  @BeforeEach
  void start() throws Exception {
    kafka.deleteTopics();
    kafka.createTopic(TOPIC, 1, Map.of("cleanup.policy", "compact"));
    table.start();
  }

  @AfterEach
  void close() {
    table.close();
    publisher.close();
  }

  @Test
  void onlySignedRecordsChangeTheTable() throws Exception {
    publisher.publishAndWait(TOPIC, "a", 1);
    send("a", "2");
    send("b", "2");
    try (CompactedTopicPublisher others = new CompactedTopicPublisher(clients("another secret"))) {
      others.publishAndWait(TOPIC, "a", 3);
    }
    publisher.publishAndWait(TOPIC, "c", 1);
    table.readToEnd(LIMIT);

    assertThat(table.get("a")).isEqualTo(1);
    assertThat(table.get("b")).isNull();
    assertThat(table.get("c")).isEqualTo(1);
    assertThat(table.rejected()).isEqualTo(3);
  }

  @Test
  void aSignedRecordIsNotAcceptedUnderAnotherKeyOrTopic() throws Exception {
    String other = TOPIC + "-2";
    kafka.createTopic(other, 1, Map.of("cleanup.policy", "compact"));
    publisher.publishAndWait(other, "a", 5);
    publisher.publishAndWait(TOPIC, "b", 5);
    copy(kafka.committed(other).getLast(), "a");
    copy(kafka.committed(TOPIC).getFirst(), "a");
    table.readToEnd(LIMIT);

    assertThat(table.get("a")).isNull();
    assertThat(table.get("b")).isEqualTo(5);
  }

  @Test
  void deletionsNeedASignatureThatIsNewerThanTheValue() throws Exception {
    publisher.publishAndWait(TOPIC, "a", 1);
    publisher.publishAndWait(TOPIC, "a", null);
    table.readToEnd(LIMIT);
    assertThat(table.get("a")).isNull();
    ConsumerRecord<byte[], byte[]> deletion = kafka.committed(TOPIC).getLast();

    publisher.publishAndWait(TOPIC, "a", 2);
    send("a", null);
    copy(deletion, "a");
    table.readToEnd(LIMIT);

    assertThat(table.get("a")).isEqualTo(2);
    assertThat(table.rejected()).isEqualTo(2);
  }

  @Test
  void aDeletedValueIsNotRestoredAndItsDeletionIsPublishedAgain() throws Exception {
    publisher.publishAndWait(TOPIC, "a", 1);
    ConsumerRecord<byte[], byte[]> value = kafka.committed(TOPIC).getLast();
    publisher.publishAndWait(TOPIC, "a", null);
    table.readToEnd(LIMIT);
    assertThat(table.isOnTopic("a")).isFalse();

    copy(value, "a");
    table.readToEnd(LIMIT);
    assertThat(table.get("a")).isNull();
    assertThat(table.isMissing("a", 1)).isTrue();
    assertThat(table.publishedKeys()).contains("a");

    publisher.publishAndWait(TOPIC, "a", null);
    table.readToEnd(LIMIT);
    assertThat(table.isOnTopic("a")).isFalse();
  }

  @Test
  void aDeletionByAProgramWhoseClockIsBehindCounts() throws Exception {
    publisher.publishAndWait(TOPIC, "a", 1);
    KafkaClients behind = clients(Clock.offset(Clock.systemUTC(), Duration.ofHours(-1)));
    try (CompactedTopicPublisher others = new CompactedTopicPublisher(behind);
        TopicTable<Integer> theirs =
            new TopicTable<>(behind, TopicTableTest.DEFINITION, System::nanoTime)) {
      others.publishAndWait(TOPIC, "a", null); // It has not read the value yet.
      table.readToEnd(LIMIT);
      assertThat(table.get("a")).isEqualTo(1);
      assertThat(table.isOnTopic("a")).as("it is deleted again").isTrue();

      theirs.start();
      theirs.readToEnd(LIMIT);
      assertThat(theirs.isOnTopic("a")).as("it is deleted again").isTrue();
      others.publishAndWait(TOPIC, "a", null);
      table.readToEnd(LIMIT);
      assertThat(table.get("a")).isNull();
      assertThat(table.isOnTopic("a")).isFalse();
    }
  }

  @Test
  void whatOthersWriteUnderKeysThatWeNeverHadIsNotRemembered() throws Exception {
    send("x", "1");
    send("y", null);
    table.readToEnd(LIMIT);

    assertThat(table.publishedKeys()).isEmpty();
  }

  /** Otherwise a program that starts later would not know the value. */
  @Test
  void whatWasOverwrittenIsPublishedAgain() throws Exception {
    publisher.publishAndWait(TOPIC, "a", 1);
    send("a", null);
    send("a", "9");
    table.readToEnd(LIMIT);
    try (TopicReconciler<Integer> reconciler =
            new TopicReconciler<>(
                new TopicReconciler.Source<>(
                    "values",
                    () -> List.of(1),
                    value -> table.isMissing("a", value),
                    value -> publisher.publishAndWait(TOPIC, "a", value)),
                System::nanoTime);
        TopicTable<Integer> startedLater =
            new TopicTable<>(clients, TopicTableTest.DEFINITION, System::nanoTime)) {
      reconciler.start();
      Awaitility.await().atMost(LIMIT).until(() -> !table.isMissing("a", 1));
      startedLater.start();
      startedLater.readToEnd(LIMIT);

      assertThat(startedLater.get("a")).isEqualTo(1);
      assertThat(kafka.committed(TOPIC)).hasSize(4);
    }
  }

  private KafkaClients clients(String privacyKey) {
    return clients(RecordSignatures.of(privacyKey, Clock.systemUTC()));
  }

  private KafkaClients clients(Clock clock) {
    return clients(RecordSignatures.of(PRIVACY_KEY, clock));
  }

  private KafkaClients clients(RecordSignatures signatures) {
    return new KafkaClients(
        KafkaConnection.plaintext(kafka.bootstrapServers()), "test", signatures);
  }

  private void copy(ConsumerRecord<byte[], byte[]> record, String key) throws Exception {
    kafka.send(
        List.of(new ProducerRecord<>(TOPIC, null, bytes(key), record.value(), record.headers())));
  }

  private void send(String key, @Nullable String value) throws Exception {
    kafka.send(
        List.of(new ProducerRecord<>(TOPIC, bytes(key), value == null ? null : bytes(value))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
