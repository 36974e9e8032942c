package dev.notifier.worker.cancellation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.cancellation.CancellationFilter;
import dev.notifier.contracts.cancellation.CancellationRecord;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.store.cancellation.CancellationStore;
import dev.notifier.store.cancellation.CancellationStore.Limits;
import dev.notifier.store.cancellation.CancelledMessages;
import dev.notifier.store.cancellation.NewCancellation;
import dev.notifier.store.cancellation.StoredCancellation;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.jobs.JobRunner;
import dev.notifier.worker.positions.PlannedEnds;
import dev.notifier.worker.testing.PipelineDatabase;
import dev.notifier.worker.testing.PipelineTopics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The job that counts what became of messages, on rows that a test changes as the stages do. */
class CancellationCountIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Limits LIMITS = new Limits(100, 100, 100, 100, 100);

  private final HikariDataSource pool = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(pool);
  private final TestKafka kafka = PipelineTopics.renew(TestKafka.shared(), Map.of("viettel", 1));
  private final CancellationStore store = new CancellationStore(pool);
  private final KafkaClients clients =
      new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "count");
  private final CancellationTopic rules = new CancellationTopic(clients, System::nanoTime);
  private final CancellationCount count =
      new CancellationCount(
          store,
          new CancelledMessages(pool, InstantSource.system()),
          rules,
          new PlannedEnds(kafka.admin(), clients),
          Duration.ZERO);
  private final JobRunner jobs =
      new JobRunner(
          new JobRunner.Settings("worker", 100, Duration.ofDays(90)),
          pool,
          List.of(count),
          () -> {},
          System::nanoTime,
          new SimpleMeterRegistry());

  @BeforeEach
  void start() throws Exception {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    for (String table : List.of("notifications", "event_digests")) {
      jdbc.query(
          "select create_day_partitions(?, ?, ?)",
          _ -> {},
          table,
          today.minusDays(1),
          today.plusDays(1));
    }
    rules.start();
    assertThat(rules.awaitComplete(LIMIT)).isTrue();
  }

  @AfterEach
  void close() {
    jobs.stop(Duration.ofSeconds(30));
    rules.close();
    pool.close();
  }

  @Test
  void messagesAreCountedUntilNoneWaits() {
    insert("wrong", "PLANNED", 3);
    insert("wrong", "DELIVERED", 2);
    insert("wrong", "SKIPPED", 1);
    insert("right", "PLANNED", 5);
    UUID id = cancel();
    jobs.start();

    await().atMost(LIMIT).until(() -> stored(id).times().counted() != null);
    assertThat(stored(id).counts().waiting()).isEqualTo(3);
    assertThat(stored(id).times().done()).isNull();
    jdbc.update(
        "update notifications set state = 'CANCELLED' where group_id = 'wrong' and state ="
            + " 'PLANNED'");

    await().atMost(LIMIT).until(() -> stored(id).times().done() != null);
    StoredCancellation done = stored(id);
    assertThat(done.counts().cancelled()).isEqualTo(3);
    assertThat(done.counts().withCarriers()).isEqualTo(2);
    assertThat(done.counts().notSent()).isEqualTo(1);
    assertThat(done.counts().waiting()).isZero();
  }

  /** What is before the first message that waits is counted once, however many pages there are. */
  @Test
  void nothingIsCountedTwiceOverManyPasses() {
    insert("wrong", "DELIVERED", 12_000);
    jdbc.update(
        """
        update notifications set id = overlay(id::text placing
          substr(lowest_id(current_date)::text, 1, 13) from 1 for 13)::uuid
        """);
    insert("wrong", "PLANNED", 10);
    insert("wrong", "CANCELLED", 7_000);
    UUID id = cancel();
    jobs.start();

    await().atMost(LIMIT).until(() -> stored(id).counts().waiting() == 10);
    await().pollDelay(Duration.ofSeconds(5)).atMost(LIMIT).until(() -> true);
    assertThat(stored(id).counts().withCarriers()).isEqualTo(12_000);
    assertThat(stored(id).counts().cancelled()).isEqualTo(7_000);
    jdbc.update("update notifications set state = 'CANCELLED' where state = 'PLANNED'");

    await().atMost(LIMIT).until(() -> stored(id).times().done() != null);
    assertThat(stored(id).counts().withCarriers()).isEqualTo(12_000);
    assertThat(stored(id).counts().cancelled()).isEqualTo(7_010);
  }

  @Test
  void theCountIsNotDoneBeforeAllEventsArePlanned() throws Exception {
    kafka.send(
        List.of(new ProducerRecord<>(Topics.events(Lane.BULK), 3, new byte[] {1}, new byte[] {1})));
    UUID id = cancel();
    jobs.start();
    await().atMost(LIMIT).until(() -> stored(id).times().counted() != null);
    assertThat(stored(id).times().done()).isNull();
    insert("wrong", "CANCELLED", 1);

    Map<TopicPartition, OffsetAndMetadata> planned = new HashMap<>();
    planned.put(new TopicPartition(Topics.events(Lane.BULK), 3), new OffsetAndMetadata(1));
    kafka.admin().alterConsumerGroupOffsets(Topics.planGroup(Lane.BULK), planned).all().get();

    await().atMost(LIMIT).until(() -> stored(id).times().done() != null);
    assertThat(stored(id).counts().cancelled()).isEqualTo(1);
  }

  /** The group's offset is before the marker, because plan commits the offset behind a record. */
  @Test
  void theMarkerOfATransactionIsNoEventThatIsNotPlanned() throws Exception {
    String topic = Topics.events(Lane.URGENT);
    try (KafkaProducer<byte[], byte[]> producer = clients.transactionalProducer("replay")) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, 2, new byte[] {1}, new byte[] {1})).get();
      producer.commitTransaction();
    }
    kafka
        .admin()
        .alterConsumerGroupOffsets(
            Topics.planGroup(Lane.URGENT),
            Map.of(new TopicPartition(topic, 2), new OffsetAndMetadata(1)))
        .all()
        .get();
    UUID id = cancel();
    jobs.start();

    await().atMost(LIMIT).until(() -> stored(id).times().done() != null);
  }

  @Test
  void oneMessageThatWaitsForLongMakesOnlyItsPageReadAgain() {
    insert("wrong", "DELIVERED", 7_000);
    insert("wrong", "PLANNED", 1);
    insert("wrong", "DELIVERED", 12_000);
    jdbc.update(
        """
        update notifications set id = overlay(id::text placing
          substr(lowest_id(current_date)::text, 1, 13) from 1 for 13)::uuid
        """);
    UUID id = cancel();
    jobs.start();

    await().atMost(LIMIT).until(() -> stored(id).counts().withCarriers() == 19_000);
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(toBeReadAgain()).isBetween(1, CancellationCount.MAX_ROWS));
    jdbc.update("update notifications set state = 'CANCELLED' where state = 'PLANNED'");
    await().atMost(LIMIT).until(() -> stored(id).times().done() != null);
    assertThat(stored(id).counts().withCarriers()).isEqualTo(19_000);
    assertThat(stored(id).counts().cancelled()).isEqualTo(1);
  }

  /** An event that plan read late is in the quarantine until later. */
  @Test
  void aFilterStaysInForceAsLongAsWhatPlanReadLastCanBeReplayed() {
    UUID id = cancel();
    jdbc.update("update cancellations set made_at = made_at - interval '9 days' where id = ?", id);
    jobs.start();

    await().atMost(LIMIT).until(() -> stored(id).times().done() != null);
    assertThat(stored(id).times().keepUntil()).isAfter(Instant.now().plus(Duration.ofDays(30)));
  }

  /** How many notifications the next pass reads. */
  private @Nullable Integer toBeReadAgain() {
    return jdbc.queryForObject(
        """
        select count(*) from notifications n where exists (
          select from jobs, jsonb_array_elements(position -> 'unsettled') range
          where position -> 'left' = '[]' and n.id > (range ->> 'after')::uuid
            and n.id <= coalesce((range ->> 'until')::uuid, n.id))
        """,
        Integer.class);
  }

  /** The api ended between the transaction and the publication. */
  @Test
  void aRuleThatIsNotPublishedIsPublished() {
    UUID id = cancel();
    assertThat(rules.rules().number()).isZero();

    jobs.start();

    await().atMost(LIMIT).until(() -> rules.rules().number() == 1);
    assertThat(kafka.committed(Topics.CANCELLED))
        .extracting(each -> RecordJson.read(each.value(), CancellationRecord.class).id())
        .containsExactly(id);
  }

  @Test
  void aRuleThatEndsWhileItIsPublishedIsRemoved() {
    UUID id = cancel();
    CancellationRecord rule = store.rule(id).orElseThrow();
    assertThat(store.end("son-la", id, Instant.now(), "lan")).isTrue();

    count.publishIfMissing(rule);

    assertThat(kafka.committed(Topics.CANCELLED).getLast().value()).isNull();
    await().atMost(LIMIT).until(() -> rules.rules().number() == 0);
  }

  /** The api removes it after the transaction that ends it, which a step may not see yet. */
  @Test
  void aRuleThatWasRemovedIsNotPublishedByALaterPass() {
    insert("wrong", "PLANNED", 1);
    UUID id = cancel();
    jobs.start();
    await().atMost(LIMIT).until(() -> rules.rules().number() == 1);
    await().atMost(LIMIT).until(() -> stored(id).times().counted() != null);

    rules.remove(id);

    await().atMost(LIMIT).until(() -> rules.rules().number() == 0);
    Instant removed = Instant.now();
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(stored(id).times().counted()).isAfter(removed.plusSeconds(2)));
    assertThat(kafka.committed(Topics.CANCELLED).getLast().value()).isNull();
  }

  /** The position of a release that counted in another way lacks the ranges. */
  @Test
  void aCountWithThePositionOfAnotherReleaseBeginsAgain() {
    insert("wrong", "DELIVERED", 2);
    UUID id = cancel();
    jdbc.update("update jobs set position = '{\"passes\":3,\"after\":null}'");
    jobs.start();

    await().atMost(LIMIT).until(() -> stored(id).times().done() != null);
    assertThat(stored(id).counts().withCarriers()).isEqualTo(2);
  }

  @Test
  void theEventsOfAListAreCounted() {
    insert("wrong", "CANCELLED", 1);
    UUID notification =
        jdbc.queryForObject("select id from notifications where state = 'CANCELLED'", UUID.class);
    jdbc.update(
        """
        insert into event_digests
          (digest, notification_id, topic_id, topic_partition, topic_offset, day)
        values (?, ?, ?, 0, 0, current_date)
        """,
        digest("1"),
        notification,
        new UUID(0, 0));
    Instant now = Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.MICROS);
    UUID id =
        store
            .insert(
                new NewCancellation(
                    "son-la", null, List.of(digest("1"), digest("2")), "r", "lan", now, now),
                LIMITS)
            .orElseThrow()
            .id();
    jobs.start();

    await().atMost(LIMIT).until(() -> stored(id).times().done() != null);
    assertThat(stored(id).counts().cancelled()).isEqualTo(1);
    assertThat(stored(id).unknownEvents()).isEqualTo(1);
    assertThat(stored(id).times().keepUntil())
        .as("the unknown event may be in the quarantine")
        .isAfter(now.plus(Duration.ofDays(30)));
  }

  private static UUID digest(String event) {
    return EventDigest.of("son-la", "/tst", event);
  }

  private UUID cancel() {
    Instant now = Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.MICROS);
    CancellationFilter filter =
        new CancellationFilter(
            null, null, null, null, "wrong", now.truncatedTo(ChronoUnit.DAYS), null);
    return store
        .insert(new NewCancellation("son-la", filter, List.of(), "r", "lan", now, now), LIMITS)
        .orElseThrow()
        .id();
  }

  private StoredCancellation stored(UUID id) {
    return store.find("son-la", id).orElseThrow();
  }

  private void insert(String group, String state, int number) {
    jdbc.update(
        """
        insert into notifications
          (id, tenant, source, event_id, type, lane, accepted_at, planned_at, group_id, state)
        select uuidv7(), 'son-la', '/tst', 'e' || n, 'type', 'BULK', now(), now(), ?, ?
        from generate_series(1, ?) n
        """,
        group,
        state,
        number);
  }
}
