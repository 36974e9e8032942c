package dev.notifier.worker.statuses;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.StatusRecord.ForgedText;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.store.forged.ForgedTextAlert;
import dev.notifier.store.forged.ForgedTextAlerts;
import dev.notifier.store.forged.ReportedText;
import dev.notifier.store.jobs.LeasedJob;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An alert of a forged text is on the topic of its tenant's states. */
class ForgedTextStatusIT {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final UUID INBOUND = new UUID(7, 7);

  private final HikariDataSource database = PipelineDatabase.newPool();
  private final ForgedTextAlerts alerts = new ForgedTextAlerts(database);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @BeforeEach
  void report() {
    for (int i = 0; i < ForgedTextAlerts.REPORTS; i++) {
      alerts.report(new ReportedText("son-la", NOW.plusSeconds(i), new UUID(1, 1), INBOUND));
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  private JobStep step(Predicate<List<ForgedTextAlert>> publisher) {
    StatusOutboxJob<ForgedTextAlert> job =
        new StatusOutboxJob<>(
            StatusOutboxJob.Kind.FORGED_TEXTS,
            new StatusOutboxJob.Queue<>(alerts::unannounced, alerts::announced),
            publisher);
    LeasedJob.Lease lease = new LeasedJob.Lease("a", NOW.atOffset(ZoneOffset.UTC), false);
    return job.step(
        new LeasedJob(new UUID(0, 1), null, job.name(), true, null, null, 0, null, 0, NOW, lease));
  }

  private double published() {
    return registry.get("notifier.inbound.forged.text.alerts").counter().count();
  }

  @Test
  void eachAlertIsPublishedOnce() throws Exception {
    UUID alert = alerts.unannounced(1).getFirst().id();
    TestKafka kafka = TestKafka.shared();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "test")
            .producer("statuses")) {
      kafka.createTopic(Topics.STATUSES, Topics.STATUS_PARTITIONS, Map.of());
      ForgedTexts publisher = new ForgedTexts(producer, System::nanoTime, registry);

      assertThat(step(publisher::publish)).isInstanceOf(JobStep.Done.class);
      assertThat(step(publisher::publish)).isInstanceOf(JobStep.Done.class);

      List<ConsumerRecord<byte[], byte[]>> records = kafka.committed(Topics.STATUSES);
      assertThat(records).hasSize(1);
      assertThat(new String(records.getFirst().key(), StandardCharsets.UTF_8)).isEqualTo("son-la");
      assertThat(RecordFormats.STATUSES.read(records.getFirst().value()).forged())
          .isEqualTo(new ForgedText(alert, 5, NOW, INBOUND, NOW.plusSeconds(4)));
      assertThat(published()).isEqualTo(1);
    }
  }

  @Test
  void withoutKafkaAlertsWait() {
    assertThat(step(_ -> false)).isInstanceOf(JobStep.Blocked.class);

    assertThat(alerts.unannounced(1)).hasSize(1);
  }
}
