package dev.notifier.worker.statuses;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.StatusRecord.WrongPerson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.origin.MessageSubject.Kind;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.optouts.Exclusion;
import dev.notifier.store.optouts.OptOutStatement.Evidence;
import dev.notifier.store.optouts.WrongPersonStore;
import dev.notifier.store.optouts.WrongPersonStore.Stored;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.testing.PipelineDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a number has said about a person is on the topic of its tenant's states, without either. */
class WrongPersonStatusIT {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final UUID INBOUND = new UUID(7, 7);

  private final TestKafka kafka = TestKafka.shared();
  private final HikariDataSource database = PipelineDatabase.newPool();
  private final WrongPersonStore store = new WrongPersonStore(database);
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "test")
          .producer("statuses");

  @AfterEach
  void close() {
    producer.close();
    database.close();
  }

  @Test
  void eachStatementIsPublishedOnce() throws Exception {
    kafka.createTopic(Topics.STATUSES, Topics.STATUS_PARTITIONS, Map.of());
    store.exclude(
        List.of(
            new Exclusion(
                new UUID(1, 1),
                "+84391234567",
                new Exclusion.Subject(Kind.UNIT, 9, "QW18013"),
                true,
                NOW,
                new Evidence("son-la", "lan", "sms", "not mine", INBOUND))));
    UUID statement = store.unannounced(1).getFirst().id();
    StatusOutboxPublisher<Stored> publisher =
        new StatusOutboxPublisher<>(
            producer, System::nanoTime, StatusSource.WRONG_PERSONS, new SimpleMeterRegistry());
    StatusOutboxJob<Stored> job = job(publisher::publish);

    assertThat(step(job)).isInstanceOf(JobStep.Done.class);
    assertThat(step(job)).isInstanceOf(JobStep.Done.class);

    ConsumerRecord<byte[], byte[]> record = kafka.committed(Topics.STATUSES).getFirst();
    assertThat(kafka.committed(Topics.STATUSES)).hasSize(1);
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("son-la");
    assertThat(RecordFormats.STATUSES.read(record.value()).wrong())
        .isEqualTo(new WrongPerson(statement, Kind.UNIT, true, INBOUND, NOW));
    assertThat(new String(record.value(), StandardCharsets.ISO_8859_1))
        .doesNotContain("QW18013", "391234567");
  }

  @Test
  void withoutKafkaStatementsWait() {
    store.exclude(
        List.of(
            new Exclusion(
                new UUID(1, 1),
                null,
                new Exclusion.Subject(Kind.PERSON, 9, null),
                true,
                NOW,
                new Evidence("son-la", "lan", "sms", null, null))));
    StatusOutboxJob<Stored> job = job(_ -> false);

    assertThat(step(job)).isInstanceOf(JobStep.Blocked.class);
    assertThat(store.unannounced(1)).hasSize(1);
  }

  private StatusOutboxJob<Stored> job(Predicate<List<Stored>> publisher) {
    return new StatusOutboxJob<>(
        StatusOutboxJob.Kind.WRONG_PERSONS,
        new StatusOutboxJob.Queue<>(store::unannounced, store::announced),
        publisher);
  }

  private static JobStep step(StatusOutboxJob<Stored> job) {
    LeasedJob.Lease lease = new LeasedJob.Lease("a", NOW.atOffset(ZoneOffset.UTC), false);
    return job.step(
        new LeasedJob(new UUID(0, 1), null, job.name(), true, null, null, 0, null, 0, NOW, lease));
  }
}
