package dev.notifier.worker.statuses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.StatusRecord.CompletedGroup;
import dev.notifier.contracts.StatusRecord.Count;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.store.counters.CounterDeltas;
import dev.notifier.store.counters.CounterFolding;
import dev.notifier.store.groups.GroupCompletionStore;
import dev.notifier.store.groups.GroupStore;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.counters.GroupCompletion;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.testing.PipelineDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** That a group is complete is on the topic of its tenant's states: once, with its counters. */
class CompletedGroupsIT {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");

  private final TestKafka kafka = TestKafka.shared();
  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final GroupStore groups = new GroupStore(database);
  private final GroupCompletionStore completion =
      new GroupCompletionStore(database, Duration.ofDays(2));
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "test")
          .producer("statuses");
  private final StatusOutboxPublisher<GroupCompletionStore.Completed> publisher =
      new StatusOutboxPublisher<>(
          producer, System::nanoTime, StatusSource.GROUPS, new SimpleMeterRegistry());
  private final GroupCompletion job = new GroupCompletion(completion, publisher::publish);

  @BeforeEach
  void createTopic() throws Exception {
    kafka.createTopic(Topics.STATUSES, Topics.STATUS_PARTITIONS, Map.of());
  }

  @AfterEach
  void close() {
    producer.close();
    database.close();
  }

  private void ended(String event, String state) {
    jdbc.update(
        CounterDeltas.countInserted(
            """
            insert into notifications (id, tenant, source, event_id, type, lane, state, group_id,
              segments, accepted_at, planned_at)
            values (uuidv7(), 'son-la', '/s', ?, 'card.expiring', 'NORMAL', ?, 'spring', 2, now(),
              now())
            """),
        event,
        state);
    new CounterFolding(database).fold(100);
  }

  private JobStep step(GroupCompletion kind) {
    LeasedJob.Lease lease = new LeasedJob.Lease("a", NOW.atOffset(ZoneOffset.UTC), false);
    return kind.step(
        new LeasedJob(new UUID(0, 1), null, kind.name(), true, null, null, 0, null, 0, NOW, lease));
  }

  private List<CompletedGroup> published() {
    return kafka.committed(Topics.STATUSES).stream().map(CompletedGroupsIT::group).toList();
  }

  private static CompletedGroup group(ConsumerRecord<byte[], byte[]> record) {
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("son-la");
    return RecordFormats.STATUSES.decode(record.value())
            instanceof Decoded.Complete<StatusRecord>(StatusRecord read)
        ? Objects.requireNonNull(read.group())
        : fail("unreadable");
  }

  @Test
  void aGroupIsPublishedOnceWhenItIsComplete() {
    groups.put("son-la", "spring", "Spring", 2, "lan");
    ended("1", "DELIVERED");
    assertThat(step(job)).isInstanceOf(JobStep.Done.class);
    assertThat(published()).isEmpty();

    ended("2", "UNDELIVERED");
    step(job);
    step(job);
    ended("3", "DELIVERED");
    step(job);

    assertThat(published()).hasSize(1);
    CompletedGroup first = published().getFirst();
    assertThat(first.name()).isEqualTo("spring");
    assertThat(first.title()).isEqualTo("Spring");
    assertThat(first.expected()).isEqualTo(2);
    assertThat(first.counts())
        .containsExactlyInAnyOrder(
            new Count(NotificationState.DELIVERED, null, 1, 2),
            new Count(NotificationState.UNDELIVERED, null, 1, 2));
    assertThat(groups.find("son-la", "spring").orElseThrow().completedAt()).isEqualTo(first.at());
  }

  /** It is published at least once: with the same id if the worker does not know that it was. */
  @Test
  void whatWasNotAcknowledgedIsPublishedAgain() {
    groups.put("son-la", "spring", null, 1, "lan");
    ended("1", "DELIVERED");

    assertThat(step(new GroupCompletion(completion, _ -> false)))
        .isInstanceOf(JobStep.Blocked.class);
    List<GroupCompletionStore.Completed> lost = completion.unannounced(10);
    assertThat(publisher.publish(lost)).isTrue();
    step(job);
    step(job);

    assertThat(published()).extracting(CompletedGroup::id).hasSize(2);
    assertThat(published().getFirst().id()).isEqualTo(published().getLast().id());
  }

  @Test
  void anotherExpectationIsPublishedAgain() {
    groups.put("son-la", "spring", null, 1, "lan");
    ended("1", "DELIVERED");
    step(job);
    groups.put("son-la", "spring", null, 2, "lan");
    step(job);
    assertThat(published()).hasSize(1);

    ended("2", "DELIVERED");
    step(job);

    assertThat(published()).extracting(CompletedGroup::expected).containsExactly(1L, 2L);
    assertThat(published().getFirst().id()).isNotEqualTo(published().getLast().id());
  }
}
