package dev.notifier.worker.optouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.contracts.origin.MessageOrigin;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.clients.RecordSignatures;
import dev.notifier.kafka.table.VersionedRecordPublisher;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a worker knows of the topic, and what waits while it cannot read it. */
class OptOutTopicIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SECRET = "the privacy key of all programs";
  private static final String PHONE = "+84391234567";
  private static final long SON_LA = MessageOrigin.digest("son-la");

  private final TestKafka kafka = TestKafka.fresh();
  private final RecipientKey numbers = new RecipientKey(SECRET.getBytes(StandardCharsets.US_ASCII));
  private final VersionedRecordPublisher publisher =
      new VersionedRecordPublisher(
          clients(kafka.bootstrapServers(), SECRET), Topics.OPT_OUTS, System::nanoTime);
  private final OptOutTopic topic =
      new OptOutTopic(clients(kafka.bootstrapServers(), SECRET), numbers, System::nanoTime);

  @BeforeEach
  void createTopic() throws Exception {
    createOptOuts();
  }

  @AfterEach
  void close() {
    topic.close();
    publisher.close();
    kafka.close();
  }

  @Test
  void serviceWaitsUntilTheTopicWasReadAndOneTimeCodesDoNot() throws Exception {
    publish(PHONE, 1, "son-la", 7);
    assertThat(topic.mayMiss(Category.SERVICE, SON_LA)).isTrue();
    assertThat(topic.mayMiss(Category.ADVERTISING, SON_LA)).isTrue();
    assertThat(topic.mayMiss(Category.OTP, SON_LA)).isFalse();

    topic.start();

    assertThat(topic.awaitComplete(LIMIT)).isTrue();
    assertThat(topic.mayMiss(Category.SERVICE, SON_LA)).isFalse();
    assertThat(topic.mayMiss(Category.GENERAL_INFO, SON_LA)).isFalse();
    assertThat(topic.isOptedOut(PHONE, SON_LA, Category.SERVICE)).isTrue();
    assertThat(topic.isOptedOut(PHONE, SON_LA, Category.OTP)).isFalse();
    assertThat(topic.isOptedOut(PHONE, MessageOrigin.digest("other"), Category.SERVICE)).isFalse();
  }

  @Test
  void whileKafkaCannotBeReachedOnlyBulkWaits() throws Exception {
    publish(PHONE, 1, "*", 4);
    topic.start();
    assertThat(topic.awaitComplete(LIMIT)).isTrue();

    kafka.close();

    await().atMost(LIMIT).until(() -> topic.mayMiss(Category.GENERAL_INFO, SON_LA));
    assertThat(topic.mayMiss(Category.ADVERTISING, SON_LA)).isTrue();
    assertThat(topic.mayMiss(Category.SERVICE, SON_LA)).isFalse();
    assertThat(topic.mayMiss(Category.OTP, SON_LA)).isFalse();
    assertThat(topic.isOptedOut(PHONE, SON_LA, Category.ADVERTISING)).as("known").isTrue();
    await().atMost(LIMIT).until(() -> topic.problem() != null);
  }

  /** Such as a reader whose thread has ended: there is no error. */
  @Test
  void aReaderThatIsBehindIsAProblem() throws Exception {
    AtomicLong ahead = new AtomicLong();
    try (OptOutTopic other =
        new OptOutTopic(
            clients(kafka.bootstrapServers(), SECRET),
            numbers,
            () -> System.nanoTime() + ahead.get())) {
      assertThat(other.problem()).contains("SERVICE messages wait");
      other.start();
      assertThat(other.awaitComplete(LIMIT)).isTrue();
      other.close();

      ahead.set(Duration.ofMinutes(1).toNanos());

      assertThat(other.problem()).contains("notifier.opt-outs", "GENERAL_INFO and ADVERTISING");
    }
  }

  @Test
  void aForgedAndAnOlderRecordChangeNothing() throws Exception {
    publish(PHONE, 2, "*", 4);
    try (VersionedRecordPublisher others =
        new VersionedRecordPublisher(
            clients(kafka.bootstrapServers(), "another secret of others"),
            Topics.OPT_OUTS,
            System::nanoTime)) {
      others.publishAndWait(record(PHONE, 3, "*", 0));
    }
    publish(PHONE, 1, "*", 0);
    publish("+84391234568", 1, "*", 1);
    topic.start();

    assertThat(topic.awaitComplete(LIMIT)).isTrue();
    assertThat(topic.isOptedOut(PHONE, SON_LA, Category.ADVERTISING)).isTrue();
    assertThat(topic.isOptedOut("+84391234568", SON_LA, Category.SERVICE)).isTrue();
  }

  /** It is read from its beginning, also if it has as many records as before. */
  @Test
  void aTopicThatWasMadeAgainIsReadAgain() throws Exception {
    publish(PHONE, 1, "*", 4);
    topic.start();
    assertThat(topic.awaitComplete(LIMIT)).isTrue();

    kafka.deleteTopics();
    createOptOuts();
    publish(PHONE, 2, "*", 1);

    await().atMost(LIMIT).until(() -> topic.isOptedOut(PHONE, SON_LA, Category.SERVICE));
    assertThat(topic.size()).isEqualTo(1);
  }

  /** Records of half of all numbers go to the new ones. */
  @Test
  void partitionsThatAreAddedAreRead() throws Exception {
    topic.start();
    assertThat(topic.awaitComplete(LIMIT)).isTrue();

    kafka
        .admin()
        .createPartitions(
            Map.of(Topics.OPT_OUTS, NewPartitions.increaseTo(2 * Topics.OPT_OUT_PARTITIONS)))
        .all()
        .get();
    try (VersionedRecordPublisher newer =
        new VersionedRecordPublisher(
            clients(kafka.bootstrapServers(), SECRET), Topics.OPT_OUTS, System::nanoTime)) {
      for (int i = 0; i < 50; i++) {
        newer.publishAndWait(record("+8439123450" + i, 1, "*", 4));
      }
    }

    await().atMost(LIMIT).until(() -> topic.size() == 50);
    assertThat(topic.mayMiss(Category.SERVICE, SON_LA)).isFalse();
    await().atMost(LIMIT).until(() -> topic.problem() == null);
  }

  private void createOptOuts() throws Exception {
    kafka.createTopic(
        Topics.OPT_OUTS, Topics.OPT_OUT_PARTITIONS, Map.of("cleanup.policy", "compact"));
  }

  private void publish(String phone, int version, String scope, int bits) {
    publisher.publishAndWait(record(phone, version, scope, bits));
  }

  private Map<String, byte[]> record(String phone, int version, String scope, int bits) {
    return Map.of(
        numbers.bitsOf(phone).toString().replace("-", ""),
        RecordJson.write(OptOutRecord.of(version, Map.of(scope, bits))));
  }

  private static KafkaClients clients(String address, String secret) {
    return new KafkaClients(
        new KafkaConnection(address, Map::of),
        "test",
        RecordSignatures.of(secret, Clock.systemUTC()));
  }
}
