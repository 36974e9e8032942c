package dev.notifier.worker.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.audit.AuditHeadRecord;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.clients.RecordSignatures;
import dev.notifier.store.audit.AuditChain;
import dev.notifier.store.audit.AuditChain.Head;
import dev.notifier.store.audit.AuditEntry;
import dev.notifier.store.audit.AuditEntry.Actor;
import dev.notifier.store.audit.AuditEntry.ActorKind;
import dev.notifier.store.audit.AuditEntry.Outcome;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.audit.AuditLog;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.testing.PipelineDatabase;
import dev.notifier.worker.testing.PipelineTopics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a worker that starts knows of the chain, from Kafka. */
class AuditHeadsIT {
  private static final String PRIVACY_KEY = "a privacy key of the tests";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final TestKafka kafka = TestKafka.shared();
  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(database));
  private final AtomicLong nanoTime = new AtomicLong();

  @BeforeEach
  void createTopics() throws Exception {
    PipelineTopics.renew(kafka, Map.of());
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** The parts of a worker that chain. */
  private final class Worker implements AutoCloseable {
    private final AuditHeads heads;
    private final AuditChaining chaining;

    Worker() throws InterruptedException {
      heads = new AuditHeads(clients(PRIVACY_KEY), nanoTime::get, System::nanoTime);
      chaining = new AuditChaining(new AuditChain(database, AuditKey.of(PRIVACY_KEY)), heads);
      heads.start();
      assertThat(heads.awaitComplete(TIMEOUT)).isTrue();
    }

    JobStep step() {
      LeasedJob job =
          new LeasedJob(
              new UUID(0, 1),
              null,
              chaining.name(),
              true,
              null,
              null,
              0,
              null,
              0,
              Instant.EPOCH,
              new LeasedJob.Lease("a", Instant.EPOCH.atOffset(ZoneOffset.UTC), false));
      return Objects.requireNonNull(transaction.execute(_ -> chaining.step(job)));
    }

    /** Chains a row. */
    JobStep chain(String operation) {
      append(operation);
      return step();
    }

    /** Steps after a minute, and waits until Kafka has the end: a stop waits two seconds only. */
    void noteEnd(long block) {
      nanoTime.addAndGet(Duration.ofSeconds(60).toNanos());
      step();
      awaitNoted(this, block);
    }

    @Override
    public void close() {
      heads.close();
    }
  }

  private KafkaClients clients(String privacyKey) {
    return new KafkaClients(
        KafkaConnection.plaintext(kafka.bootstrapServers()),
        "test",
        RecordSignatures.of(privacyKey, Clock.systemUTC()));
  }

  private void append(String operation) {
    new AuditLog(database)
        .append(
            new AuditEntry(
                "default",
                new Actor("lan", ActorKind.CONFIGURED_KEY),
                operation,
                Outcome.DONE,
                null,
                null,
                null,
                null,
                Map.of(),
                List.of()));
  }

  /** As the owner of the tables can. */
  private void deleteBlocksFrom(long number) {
    jdbc.execute("alter table audit_blocks disable trigger audit_blocks_kept");
    jdbc.update("delete from audit_blocks where number >= ?", number);
    jdbc.execute("alter table audit_blocks enable trigger audit_blocks_kept");
  }

  /** Two blocks, of which Kafka knows the second one. */
  private void chainTwoBlocks() throws InterruptedException {
    try (Worker worker = new Worker()) {
      assertThat(worker.chain("one")).isInstanceOf(JobStep.Done.class);
      assertThat(worker.chain("two")).isInstanceOf(JobStep.Done.class);
      worker.noteEnd(2);
    }
  }

  private Head end() {
    return jdbc.query(
            "select number, encode(substr(hashes, octet_length(hashes) - 31), 'hex') as hash"
                + " from audit_blocks order by number desc limit 1",
            (row, _) -> new Head(row.getLong("number"), row.getString("hash")))
        .getFirst();
  }

  @Test
  void aWorkerThatStartsContinuesTheChain() throws InterruptedException {
    chainTwoBlocks();
    Head end = end();

    try (Worker next = new Worker()) {
      assertThat(next.heads.newest()).isEqualTo(new AuditHeadRecord(0, end.block(), end.hash()));
      assertThat(next.chain("three")).isInstanceOf(JobStep.Done.class);
    }
    assertThat(end().block()).isEqualTo(3);
  }

  @Test
  void aWorkerThatStartsRefusesAChainThatWasCut() throws InterruptedException {
    chainTwoBlocks();
    deleteBlocksFrom(2);

    try (Worker next = new Worker()) {
      assertThat(next.chain("three"))
          .isInstanceOfSatisfying(
              JobStep.Failed.class,
              failed ->
                  assertThat(failed.error())
                      .startsWith("Block 2 of the audit")
                      .contains("accept-restored")
                      .hasSizeLessThanOrEqualTo(500));
    }
    assertThat(end().block()).isEqualTo(1);
  }

  @Test
  void aWorkerContinuesWhatAnOperatorHasAccepted() throws InterruptedException {
    chainTwoBlocks();
    deleteBlocksFrom(2);

    try (Worker running = new Worker();
        AuditHeads command =
            new AuditHeads(clients(PRIVACY_KEY), nanoTime::get, System::nanoTime)) {
      assertThat(running.chain("three")).isInstanceOf(JobStep.Failed.class);
      command.start();
      assertThat(command.awaitComplete(TIMEOUT)).isTrue();
      command.accept(end());
      Awaitility.await()
          .atMost(TIMEOUT)
          .until(() -> Objects.requireNonNull(running.heads.newest()).acceptance() == 1);

      assertThat(running.step()).isInstanceOf(JobStep.Done.class);
      running.noteEnd(2);
    }

    try (Worker next = new Worker()) {
      assertThat(next.heads.newest()).isEqualTo(new AuditHeadRecord(1, 2, end().hash()));
      assertThat(next.chain("four")).isInstanceOf(JobStep.Done.class);
    }
  }

  /** A replica that was behind has become the primary: Kafka has an older end than the worker. */
  @Test
  void aWorkerThatRefusesNotesAtOnceWhatItHasSeen() throws InterruptedException {
    try (Worker worker = new Worker()) {
      worker.chain("one");
      worker.step();
      awaitNoted(worker, 1);
      worker.chain("two");
      worker.chain("three");
      deleteBlocksFrom(3);

      assertThat(worker.step()).isInstanceOf(JobStep.Failed.class);
      awaitNoted(worker, 3);
      try (Worker other = new Worker()) {
        assertThat(other.chain("four")).isInstanceOf(JobStep.Failed.class);
        other.heads.accept(end());
        awaitNoted(other, 2);
        assertThat(other.step()).isInstanceOf(JobStep.Done.class);
        awaitNoted(worker, 2);
        assertThat(worker.step()).isInstanceOf(JobStep.Done.class);
      }
    }
  }

  @Test
  void anEndThatTheChainHasCanBeAcceptedToo() throws InterruptedException {
    try (Worker ahead = new Worker()) {
      ahead.chain("one");
      ahead.chain("two");
      ahead.step();
      awaitNoted(ahead, 1);
      deleteBlocksFrom(2);
      try (Worker next = new Worker()) {
        next.chain("2");
        next.step();
        awaitNoted(next, 2);
        assertThat(next.heads.newest()).isEqualTo(new AuditHeadRecord(0, 2, end().hash()));
        assertThat(ahead.step()).isInstanceOf(JobStep.Failed.class);

        next.heads.accept(end());
        Awaitility.await()
            .atMost(TIMEOUT)
            .until(() -> Objects.requireNonNull(ahead.heads.newest()).acceptance() == 1);
        assertThat(ahead.step()).isInstanceOf(JobStep.Done.class);
      }
    }
  }

  /** It was started after blocks were lost, and before that was noted. */
  @Test
  void theChainThatAWorkerContinuesIsContinuedByAllOnceItIsNoted() throws InterruptedException {
    try (Worker ahead = new Worker()) {
      ahead.chain("one");
      ahead.step();
      awaitNoted(ahead, 1);
      ahead.chain("two");
      ahead.chain("three");
      deleteBlocksFrom(3);
      try (Worker between = new Worker()) {
        assertThat(between.chain("3")).isInstanceOf(JobStep.Done.class);
        assertThat(ahead.step()).isInstanceOf(JobStep.Failed.class);
        awaitNoted(ahead, 3);
        try (Worker later = new Worker()) {
          assertThat(later.step()).isInstanceOf(JobStep.Failed.class);
          assertThat(between.chain("4")).isInstanceOf(JobStep.Done.class);
          between.step();
          awaitNoted(later, 4);
          awaitNoted(ahead, 4);

          assertThat(later.step()).isInstanceOf(JobStep.Done.class);
          assertThat(ahead.step()).isInstanceOf(JobStep.Done.class);
        }
      }
    }
  }

  @Test
  void aRecordWithoutTheKeyDoesNotCount() throws InterruptedException {
    chainTwoBlocks();
    Head end = end();
    try (AuditHeads other =
        new AuditHeads(clients("another key"), nanoTime::get, System::nanoTime)) {
      other.accept(new Head(9, "0".repeat(64)));
    }

    try (Worker next = new Worker()) {
      assertThat(Objects.requireNonNull(next.heads.newest()).block()).isEqualTo(end.block());
      assertThat(next.chain("three")).isInstanceOf(JobStep.Done.class);
      next.noteEnd(3);
    }
    try (Worker last = new Worker()) {
      assertThat(Objects.requireNonNull(last.heads.newest()).block()).isGreaterThan(end.block());
    }
  }

  /** The block of the last step was not committed when it was noted. */
  @Test
  void theStopNotesTheBlockOfTheLastStep() throws InterruptedException {
    Worker worker = new Worker();
    worker.chain("one");
    worker.chain("two");
    worker.close();

    try (Worker next = new Worker()) {
      awaitNoted(next, 2);
    }
  }

  @Test
  void anEndThatIsNotNotedForMinutesIsAWarning() throws InterruptedException {
    try (Worker worker = new Worker();
        AuditHeads unread = new AuditHeads(clients(PRIVACY_KEY), nanoTime::get, System::nanoTime)) {
      worker.chain("one");
      worker.noteEnd(1);
      nanoTime.addAndGet(Duration.ofMinutes(6).toNanos());

      assertThat(worker.heads.age()).isZero();
      assertThat(worker.heads.warnings()).isEmpty();
      assertThat(unread.age()).isGreaterThanOrEqualTo(Duration.ofMinutes(6));
      assertThat(unread.warnings()).singleElement().asString().contains("for 7 minutes");
    }
  }

  @Test
  void theEndIsPublishedOnceAMinute() throws InterruptedException {
    try (Worker worker = new Worker()) {
      worker.chain("one");
      worker.chain("two");
      awaitNoted(worker, 1);
      worker.chain("three");
      assertThat(Objects.requireNonNull(worker.heads.newest()).block()).isEqualTo(1);
      nanoTime.addAndGet(Duration.ofSeconds(60).toNanos());
      worker.step();

      awaitNoted(worker, 3);
    }
  }

  private static void awaitNoted(Worker worker, long block) {
    Awaitility.await()
        .atMost(TIMEOUT)
        .until(() -> worker.heads.newest() != null && worker.heads.newest().block() == block);
  }
}
