package dev.notifier.worker.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.audit.AuditHeadRecord;
import dev.notifier.store.JsonText;
import dev.notifier.store.audit.AuditChain;
import dev.notifier.store.audit.AuditCheck;
import dev.notifier.store.audit.AuditEntry;
import dev.notifier.store.audit.AuditEntry.Actor;
import dev.notifier.store.audit.AuditEntry.ActorKind;
import dev.notifier.store.audit.AuditEntry.Outcome;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.audit.AuditLog;
import dev.notifier.store.audit.AuditMonths;
import dev.notifier.store.audit.AuditReport;
import dev.notifier.store.audit.UnusedSubjects;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.testing.PipelineDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class AuditJobsIT {
  private static final Duration RETENTION = Duration.ofDays(1827);
  private static final AuditKey KEY = AuditKey.of("a privacy key of the tests");

  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(database));
  private final AuditLog log = new AuditLog(database);
  private final AuditChaining chaining =
      new AuditChaining(new AuditChain(database, KEY), new NoNotes());
  private final AuditRetention retention =
      new AuditRetention(new AuditMonths(database, KEY), new UnusedSubjects(database), RETENTION);
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private static class NoNotes implements AuditChaining.HeadNotes {
    @Override
    public boolean isRead() {
      return true;
    }

    @Override
    public @Nullable String error() {
      return null;
    }

    @Override
    public @Nullable AuditHeadRecord newest() {
      return null;
    }

    @Override
    public void follow(Supplier<@Nullable AuditHeadRecord> committed) {}

    @Override
    public void note(AuditHeadRecord committed) {}

    @Override
    public void noteMissing(AuditHeadRecord missing) {}
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static AuditEntry entry(String operation) {
    return new AuditEntry(
        "default",
        new Actor("lan", ActorKind.CONFIGURED_KEY),
        operation,
        Outcome.DONE,
        null,
        null,
        null,
        null,
        Map.of(),
        List.of());
  }

  private JobStep step(JobKind kind) {
    return step(kind, null);
  }

  /** After a step before. */
  private JobStep step(JobKind kind, @Nullable Object position) {
    String json = position == null ? null : JsonText.write(position);
    LeasedJob.Lease lease = new LeasedJob.Lease("a", now.atOffset(ZoneOffset.UTC), false);
    LeasedJob job =
        new LeasedJob(new UUID(0, 1), null, kind.name(), true, null, json, 0, null, 0, now, lease);
    return Objects.requireNonNull(transaction.execute(_ -> kind.step(job)));
  }

  private AuditReport check() {
    return new AuditCheck(database, KEY, 4711).run(Map.of());
  }

  @Test
  void chainsAllRowsInSteps() {
    log.append(Collections.nCopies(AuditChaining.MAX_ROWS + 1, entry("o")));

    assertThat(step(chaining)).isInstanceOf(JobStep.Proceed.class);
    assertThat(((JobStep.Done) step(chaining)).progress().done()).isEqualTo(1);
    assertThat(((JobStep.Done) step(chaining)).progress().done()).isZero();

    assertThat(check().differences()).isEmpty();
    assertThat(check().rows()).isEqualTo(AuditChaining.MAX_ROWS + 1);
  }

  /** Who deletes blocks must not have the job sign other rows in their place. */
  @Test
  void failsIfTheEndOfTheChainIsMissing() {
    log.append(entry("one"));
    step(chaining);
    log.append(entry("two"));
    step(chaining);
    jdbc.execute("alter table audit_blocks disable trigger audit_blocks_kept");
    jdbc.execute("delete from audit_blocks where number = 2");
    jdbc.execute("alter table audit_blocks enable trigger audit_blocks_kept");

    JobStep failed = step(chaining);

    assertThat(failed)
        .isInstanceOfSatisfying(
            JobStep.Failed.class,
            step ->
                assertThat(step.error())
                    .contains("Block 2 of the audit")
                    .hasSizeLessThanOrEqualTo(500));
  }

  private static final class Unread extends NoNotes {
    private @Nullable String error;

    @Override
    public boolean isRead() {
      return false;
    }

    @Override
    public @Nullable String error() {
      return error;
    }
  }

  @Test
  void nothingIsChainedBeforeTheNotedEndIsRead() {
    Unread notes = new Unread();
    AuditChaining waiting = new AuditChaining(new AuditChain(database, KEY), notes);
    log.append(entry("one"));

    assertThat(step(waiting)).isInstanceOf(JobStep.Later.class);
    notes.error = "not allowed ".repeat(90);
    assertThat(step(waiting))
        .isInstanceOfSatisfying(
            JobStep.Blocked.class,
            blocked ->
                assertThat(blocked.error())
                    .startsWith("The noted end of the audit's chain is not read yet")
                    .contains("notifier.audit-heads")
                    .hasSize(500));
    assertThat(check().rows()).isZero();
  }

  @Test
  void createsTheMonthsOfTwoYears() {
    assertThat(((JobStep.Done) step(retention)).progress().done()).isZero();
    jdbc.execute(
        "drop table audit_"
            + YearMonth.now(ZoneOffset.UTC).plusMonths(24).toString().replace("-", ""));

    assertThat(((JobStep.Done) step(retention)).progress().done()).isEqualTo(1);
  }

  private void insertOldSubject() {
    jdbc.update(
        "insert into audit_subjects (digest, created_at) values (gen_random_uuid(), '2020-02-02')");
  }

  private @Nullable Long subjects() {
    return jdbc.queryForObject("select count(*) from audit_subjects", Long.class);
  }

  /** Otherwise each day would read all of them. */
  @Test
  void subjectsAreReadOnlyAfterAMonthWasRemoved() {
    insertOldSubject();

    assertThat(step(retention)).isInstanceOf(JobStep.Done.class);

    assertThat(subjects()).isOne();
  }

  @Test
  void removesTheMonthsWhoseRetentionIsOver() {
    for (String month : List.of("2020-02", "2020-03")) {
      jdbc.execute("create table audit_" + month.replace("-", "") + " (like audit including all)");
      jdbc.execute(
          "alter table audit attach partition audit_%s for values from (lowest_id('%s-01')) to (lowest_id('%s-01'))"
              .formatted(month.replace("-", ""), month, YearMonth.parse(month).plusMonths(1)));
    }
    log.append(entry("kept"));
    step(chaining);

    for (int i = 0; i <= AuditRetention.MAX_SUBJECTS; i++) {
      insertOldSubject();
    }

    int proceeded = 0;
    JobStep step = step(retention);
    while (step instanceof JobStep.Proceed proceed) {
      proceeded++;
      step = step(retention, proceed.position());
    }
    assertThat(proceeded).as("two months, and a page of subjects").isEqualTo(3);
    assertThat(step).isInstanceOf(JobStep.Done.class);
    step(chaining);
    assertThat(subjects()).isZero();

    assertThat(jdbc.queryForList("select audit_months()::text limit 1", String.class))
        .isEqualTo(List.of(YearMonth.now(ZoneOffset.UTC) + "-01"));
    assertThat(
            jdbc.queryForList(
                "select target from audit where operation = 'removeAuditMonth' order by id",
                String.class))
        .containsExactly("2020-02", "2020-03");
    assertThat(check().differences()).isEmpty();
    assertThat(check().rows()).isEqualTo(3);
  }
}
