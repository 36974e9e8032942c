package dev.notifier.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.retention.SecretTextStore;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.testing.PipelineDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SecretTextDeletionIT {
  private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");
  private static final Instant END = NOW.minus(SecretTextDeletion.KEPT);

  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(database));
  private final SecretTextDeletion deletion = new SecretTextDeletion(new SecretTextStore(database));

  /** Where the next step begins. */
  private @Nullable String position;

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void overwritesOneTimeCodesAnHourAfterTheirTimeToLive() {
    insert("expired", "OTP", END.minusMillis(1), NOW);
    insert("not yet", "OTP", END, NOW);
    insert("no limit", "OTP", null, END.minus(Duration.ofDays(2)));
    insert("no limit, today", "OTP", null, NOW);
    insert("no limit, not sent", "OTP", null, END.minus(Duration.ofDays(2)));
    jdbc.update("update notifications set state = 'PLANNED' where event_id like '%not sent'");
    insert("secret", "SERVICE", END.minusMillis(1), NOW);
    jdbc.update("update notifications set secret = true where event_id = 'secret'");
    insert("service", "SERVICE", END.minus(Duration.ofDays(9)), NOW);
    assertThat(run()).isEqualTo(1);
    assertThat(codes())
        .containsExactly("no limit, not sent", "no limit, today", "not yet", "service");
  }

  @Test
  void overwritesManyInSmallSteps() {
    for (int i = 0; i < 2 * SecretTextDeletion.MAX_ROWS + 1; i++) {
      insert("e" + i, "OTP", END.minusMillis(1), NOW);
    }
    assertThat(run()).isEqualTo(3);
    assertThat(codes()).isEmpty();
  }

  /** Otherwise each step would read all texts that wait, again and again. */
  @Test
  void aStepLooksAtABoundedNumberOfTextsThatAreNotOver() {
    for (int i = 0; i < SecretTextDeletion.MAX_ROWS; i++) {
      insert("waits " + i, "OTP", END.plusMillis(1), NOW.minusSeconds(1));
    }
    insert("expired", "OTP", END.minusMillis(1), NOW);

    assertThat(step()).isInstanceOf(JobStep.Proceed.class);
    assertThat(codes()).contains("expired");
    assertThat(step()).isInstanceOf(JobStep.Done.class);
    assertThat(codes()).hasSize(SecretTextDeletion.MAX_ROWS).doesNotContain("expired");
  }

  /** The events whose code is found anywhere in their row. */
  private List<@Nullable String> codes() {
    return jdbc.queryForList(
        "select event_id from notifications n where n::text like '%Code 4711%' order by 1",
        String.class);
  }

  private int run() {
    int steps = 1;
    while (step() instanceof JobStep.Proceed) {
      steps++;
    }
    return steps;
  }

  /** The step after the last one; the first one again after the end. */
  private JobStep step() {
    LeasedJob.Lease lease = new LeasedJob.Lease("a", NOW.atOffset(ZoneOffset.UTC), false);
    LeasedJob job =
        new LeasedJob(
            new UUID(0, 1), null, "secret-texts", true, null, position, 0, null, 0, NOW, lease);
    JobStep step = Objects.requireNonNull(transaction.execute(_ -> deletion.step(job)));
    position =
        step instanceof JobStep.Proceed(SecretTextDeletion.Position next, _)
            ? "{\"after\":\"" + next.after() + "\"}"
            : null;
    return step;
  }

  private void insert(
      String event, String category, @Nullable Instant expiresAt, Instant plannedAt) {
    jdbc.update(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, category, body, state,
          expires_at, accepted_at, planned_at)
        values (uuidv7(), 't', '/s', ?, 'type', 'urgent', ?, 'Code 4711', 'SUBMITTED', ?, ?, ?)
        """,
        event,
        category,
        expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC),
        plannedAt.atOffset(ZoneOffset.UTC),
        plannedAt.atOffset(ZoneOffset.UTC));
  }
}
