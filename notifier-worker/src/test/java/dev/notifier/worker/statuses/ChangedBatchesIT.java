package dev.notifier.worker.statuses;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.StatusRecord.ChangedBatch;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.store.batches.BatchNotices;
import dev.notifier.store.batches.BatchNotices.Notice;
import dev.notifier.store.batches.BatchPace;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.testing.PipelineDatabase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Each state of a batch is on the topic of its tenant's states. */
class ChangedBatchesIT {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");

  private final TestKafka kafka = TestKafka.shared();
  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final BatchStore batches = new BatchStore(database);
  private final BatchNotices notices = new BatchNotices(database);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "test")
          .producer("statuses");

  @AfterEach
  void close() {
    producer.close();
    database.close();
  }

  private UUID ready() {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            insert into batches (tenant, name, event_type, file_kind, state, created_by)
            values ('son-la', 'October', 'card.expiring', 'csv', 'READY', 'user:lan') returning id
            """,
            UUID.class));
  }

  private StoredBatch found(UUID id) {
    return batches.find(id).orElseThrow();
  }

  @Test
  void eachStateIsPublishedOnceInItsOrder() throws Exception {
    kafka.createTopic(Topics.STATUSES, Topics.STATUS_PARTITIONS, Map.of());
    UUID id = ready();
    batches.release(found(id), new UUID(0, 1), BatchPace.NONE, "user:minh");
    StoredBatch running = found(id);
    batches.pause(running, "Too many lines failed.");
    assertThat(batches.pause(running, "It has changed meanwhile.")).isFalse();
    batches.cancel(found(id));
    StatusOutboxPublisher<Notice> publisher =
        new StatusOutboxPublisher<>(producer, System::nanoTime, StatusSource.BATCHES, registry);
    StatusOutboxJob<Notice> job = job(publisher::publish);

    assertThat(step(job)).isInstanceOf(JobStep.Done.class);
    assertThat(step(job)).isInstanceOf(JobStep.Done.class);

    List<ConsumerRecord<byte[], byte[]>> records = kafka.committed(Topics.STATUSES);
    assertThat(records)
        .allMatch(record -> new String(record.key(), StandardCharsets.UTF_8).equals("son-la"));
    List<ChangedBatch> published =
        records.stream()
            .map(record -> RecordFormats.STATUSES.read(record.value()).batch())
            .toList();
    assertThat(published)
        .extracting(each -> each.batch() + " " + each.state() + " " + each.reason())
        .containsExactly(
            id + " RUNNING null", id + " PAUSED Too many lines failed.", id + " CANCELLED null");
    assertThat(published.getLast().at()).isEqualTo(found(id).times().changed());
  }

  /** Of two bad ones, the first is refused by Kafka, and the second makes no record. */
  @Test
  void oneThatCannotBePublishedDoesNotHoldTheOthers() throws Exception {
    kafka.createTopic(Topics.STATUSES, Topics.STATUS_PARTITIONS, Map.of());
    List<UUID> ids = List.of(ready(), ready(), ready(), ready());
    ids.forEach(id -> batches.cancel(found(id)));
    jdbc.update(
        "update batch_notices set reason = repeat('x', 3000000) where batch_id = ?", ids.get(1));
    StatusSource<Notice> source =
        new StatusSource<>(
            "batch-notices",
            notice -> {
              if (notice.batch().equals(ids.get(2))) {
                throw new IllegalArgumentException("of a newer release");
              }
              return StatusRecords.of(notice);
            },
            StatusSource.BATCHES.described());
    StatusOutboxJob<Notice> job =
        job(new StatusOutboxPublisher<>(producer, System::nanoTime, source, registry)::publish);

    assertThat(step(job)).isInstanceOf(JobStep.Done.class);

    assertThat(kafka.committed(Topics.STATUSES))
        .extracting(record ->
            Objects.requireNonNull(RecordFormats.STATUSES.read(record.value()).batch()).batch())
        .containsExactly(ids.getFirst(), ids.getLast());
    assertThat(notices.unpublished(9)).isEmpty();
    assertThat(registry.get("notifier.statuses.skipped").tag("job", "batch-notices").counter())
        .extracting(Counter::count)
        .isEqualTo(2.0);
  }

  @Test
  void withoutKafkaNoticesWait() {
    batches.cancel(found(ready()));
    StatusOutboxJob<Notice> job = job(_ -> false);

    assertThat(step(job)).isInstanceOf(JobStep.Blocked.class);
    assertThat(notices.unpublished(9)).hasSize(1);
  }

  private StatusOutboxJob<Notice> job(Predicate<List<Notice>> publisher) {
    return new StatusOutboxJob<>(
        StatusOutboxJob.Kind.BATCHES,
        new StatusOutboxJob.Queue<>(
            notices::unpublished, (changes, _) -> notices.published(changes)),
        publisher);
  }

  private static JobStep step(StatusOutboxJob<Notice> job) {
    LeasedJob.Lease lease = new LeasedJob.Lease("a", NOW.atOffset(ZoneOffset.UTC), false);
    return job.step(
        new LeasedJob(new UUID(0, 1), null, job.name(), true, null, null, 0, null, 0, NOW, lease));
  }
}
