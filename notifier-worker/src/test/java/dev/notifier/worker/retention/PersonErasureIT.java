package dev.notifier.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.store.JsonText;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.people.ErasureOrder;
import dev.notifier.store.people.PersonalData;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.testing.PipelineDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class PersonErasureIT {
  private static final String PHONE = "+84391234567";
  private static final Instant REQUESTED = Instant.parse("2026-11-20T00:00:00Z");

  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final PersonErasure erasure =
      new PersonErasure(new PersonalData(database, AuditKey.of("privacy key of the tests")));

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void looksForEventsThatWereAcceptedBeforeAsLongAsTheyMayBeInTheQuarantine() {
    assertThat(step(Duration.ZERO)).isInstanceOf(JobStep.Later.class);
    insert("DELIVERED", 1);
    assertThat(step(Duration.ofHours(23)))
        .isInstanceOfSatisfying(
            JobStep.Later.class,
            later -> {
              assertThat(later.progress().done()).isEqualTo(1);
              assertThat(later.delay()).isEqualTo(PersonErasure.INTERVAL);
            });
    assertThat(numbers()).isZero();
    assertThat(step(Duration.ofDays(30)))
        .isInstanceOfSatisfying(
            JobStep.Later.class,
            later -> assertThat(later.delay()).isEqualTo(PersonErasure.LATER_INTERVAL));
    assertThat(step(PersonErasure.LATE_EVENTS)).isInstanceOf(JobStep.Done.class);
  }

  @Test
  void continuesUntilNothingIsOnItsWay() {
    insert("SUBMITTED", 1);
    assertThat(step(Duration.ofDays(99))).isInstanceOf(JobStep.Later.class);
    assertThat(numbers()).isEqualTo(1);
    jdbc.update("update notifications set state = 'NO_RECEIPT', finished_at = now()");
    assertThat(step(Duration.ofDays(99))).isInstanceOf(JobStep.Done.class);
    assertThat(numbers()).isZero();
  }

  @Test
  void manyRowsTakeSeveralSteps() {
    insert("DELIVERED", PersonErasure.MAX_ROWS + 1);
    assertThat(step(Duration.ofDays(99))).isInstanceOf(JobStep.Proceed.class);
    assertThat(step(Duration.ofDays(99))).isInstanceOf(JobStep.Done.class);
    assertThat(numbers()).isZero();
  }

  private int numbers() {
    return jdbc.queryForList("select phone from notifications where phone is not null").size();
  }

  private JobStep step(Duration afterRequest) {
    Instant now = REQUESTED.plus(afterRequest);
    LeasedJob.Lease lease = new LeasedJob.Lease("a", now.atOffset(ZoneOffset.UTC), false);
    String payload = JsonText.write(new ErasureOrder("t", PHONE, null, REQUESTED));
    return erasure.step(
        new LeasedJob(
            new UUID(0, 1), "t", "erasures", false, payload, null, 0, null, 0, now, lease));
  }

  private void insert(String state, int rows) {
    jdbc.update(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, category, phone, body,
          state, accepted_at, planned_at, finished_at)
        select uuidv7(), 't', '/s', n::text, 'type', 'normal', 'SERVICE', ?, 'text', ?, ?, now(),
          case when ? = 'SUBMITTED' then null else now() end
        from generate_series(1, ?) n
        """,
        PHONE,
        state,
        REQUESTED.atOffset(ZoneOffset.UTC),
        state,
        rows);
  }
}
