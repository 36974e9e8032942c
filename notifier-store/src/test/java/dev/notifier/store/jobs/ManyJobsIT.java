package dev.notifier.store.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.jobs.JobStore.Filter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is asked all the time reads a bounded number of jobs, however many are open. */
class ManyJobsIT {
  private static final int OPEN = 30_000;

  private static final Database DATABASE = MigratedDatabase.create();
  private static final JdbcTemplate JDBC = new JdbcTemplate(DATABASE.dataSource());

  @BeforeAll
  static void insert() {
    JDBC.update(
        """
        insert into jobs (tenant, kind, created_by, due_at, next_run_at)
        select 'default', 'kind-' || n % 3, 'lan', now() - n * interval '1 second', now()
        from generate_series(1, ?) n
        """,
        OPEN);
    JDBC.update(
        """
        insert into jobs (kind, created_by, due_at, next_run_at)
        values ('later', 'lan', now() + interval '1 hour', now() + interval '1 hour')
        """);
    JDBC.execute("analyze jobs");
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void theOldestJobThatIsDueOfEachKindIsFoundByAnIndex() {
    List<JobMonitor.Late> late = new JobMonitor(DATABASE.dataSource()).late();

    assertThat(late)
        .extracting(JobMonitor.Late::kind)
        .containsExactlyInAnyOrder("kind-0", "kind-1", "kind-2");
    assertThat(late)
        .allSatisfy(each -> assertThat(each.age().toSeconds()).isBetween(OPEN - 2L, OPEN + 300L));
    assertThat(plan(JobMonitor.LATE)).contains("jobs_open_due").doesNotContain("Seq Scan on jobs");
  }

  @Test
  void aPageOfOpenJobsReadsABoundedNumber() {
    JobStore store = new JobStore(DATABASE.dataSource());

    JobStore.Found first = store.list(new Filter("default", JobState.WAITING, "none", null), 9);

    assertThat(first.jobs()).isEmpty();
    assertThat(first.next()).isNotNull();
    assertThat(store.list(new Filter("default", JobState.WAITING, "later", null), 9).jobs())
        .hasSize(1);
    assertThat(plan(JobStore.scanned(JobState.WAITING).replace("?", "'" + new UUID(-1, -1) + "'")))
        .contains("Index Scan Backward using")
        .doesNotContain("Sort");
  }

  private static String plan(String query) {
    return String.join("\n", JDBC.query("explain " + query, (row, _) -> row.getString(1)));
  }
}
