package dev.notifier.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.retention.SubmissionDeletionStore;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.testing.PipelineDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class SubmissionDeletionIT {
  private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");
  private static final Duration AWAITED = Duration.ofDays(5);

  /** Five days for receipts and seven more. */
  private static final Instant END = NOW.minus(Duration.ofDays(12));

  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final SubmissionDeletion deletion =
      new SubmissionDeletion(
          new SubmissionDeletionStore(database), List.of(Duration.ofHours(1), AWAITED));

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void deletesASubmissionAWeekAfterItsLastReceiptCouldCome() {
    insert("old", END.minusMillis(1), null, false);
    insert("old with a receipt", END.minus(Duration.ofDays(3)), END.minusMillis(1), false);
    insert("linked, old", Instant.EPOCH, END.minusMillis(1), false);
    insert("not old", END, null, false);
    insert("late receipt", END.minusMillis(1), END, false);
    insert("linked", Instant.EPOCH, END, false);
    insert("unmatched", null, END.minus(Duration.ofDays(30)), true);

    assertThat(run()).isEqualTo(1);

    assertThat(jdbc.queryForList("select message_id from submissions order by 1", String.class))
        .containsExactly("late receipt", "linked", "not old", "unmatched");
  }

  @Test
  void readsTheTableInSmallSteps() {
    insertMany(100_000);
    int pages = pages();
    assertThat(pages).isGreaterThan(SubmissionDeletion.PAGES);

    assertThat(run()).isEqualTo((pages + SubmissionDeletion.PAGES - 1) / SubmissionDeletion.PAGES);

    assertThat(jdbc.queryForObject("select count(*) from submissions", Long.class)).isZero();
  }

  @Test
  void readsOnlyThePagesOfTheStep() {
    insertMany(60_000);
    new SubmissionDeletionStore(database).delete(0, 10, NOW);
    assertThat(
            jdbc.queryForObject(
                "select min((ctid::text::point)[0])::bigint from submissions", Long.class))
        .as("the first page with a row")
        .isEqualTo(10L);
    List<@Nullable String> plan =
        jdbc.queryForList(
            "explain select ctid from submissions where ctid >= format('(%s,0)', 5)::tid"
                + " and ctid < format('(%s,0)', 9)::tid",
            String.class);
    assertThat(plan.getFirst()).startsWith("Tid Range Scan");
  }

  @Test
  void skipsRowsThatAreLocked() throws Exception {
    insert("locked", END.minusMillis(1), null, false);
    insert("free", END.minusMillis(1), null, false);
    try (Connection open = database.getConnection();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("select * from submissions where message_id = 'locked' for update");
      run();
      assertThat(jdbc.queryForList("select message_id from submissions", String.class))
          .containsExactly("locked");
      open.rollback();
    }
    run();
    assertThat(jdbc.queryForObject("select count(*) from submissions", Long.class)).isZero();
  }

  /** Runs all steps of one job, and returns their number. */
  private int run() {
    String position = null;
    int steps = 1;
    JobStep step = deletion.step(job(position));
    while (step instanceof JobStep.Proceed(Object next, _)) {
      position = "{\"page\": " + ((SubmissionDeletion.Position) next).page() + "}";
      step = deletion.step(job(position));
      steps++;
    }
    return steps;
  }

  private static LeasedJob job(@Nullable String position) {
    LeasedJob.Lease lease = new LeasedJob.Lease("a", NOW.atOffset(ZoneOffset.UTC), false);
    return new LeasedJob(
        new UUID(0, 1), null, "submissions", true, null, position, 0, null, 0, NOW, lease);
  }

  private int pages() {
    return (int) new SubmissionDeletionStore(database).pages();
  }

  private void insert(
      String id, @Nullable Instant responded, @Nullable Instant receipt, boolean unmatched) {
    jdbc.update(
        """
        insert into submissions
          (number, account, message_id, responded_at, receipt_at, unmatched_since)
        values (84912345678, 1, ?, ?, ?, ?)
        """,
        id,
        responded == null ? null : responded.atOffset(ZoneOffset.UTC),
        receipt == null ? null : receipt.atOffset(ZoneOffset.UTC),
        unmatched ? END.atOffset(ZoneOffset.UTC) : null);
  }

  private void insertMany(int rows) {
    jdbc.update(
        """
        insert into submissions (number, account, message_id, responded_at)
        select 84912345678, 1, to_hex(i), ? from generate_series(1, ?) i
        """,
        END.minusSeconds(1).atOffset(ZoneOffset.UTC),
        rows);
  }
}
