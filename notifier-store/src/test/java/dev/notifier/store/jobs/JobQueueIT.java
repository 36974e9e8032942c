package dev.notifier.store.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.JobStore.Cancellation;
import dev.notifier.store.jobs.JobStore.Filter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class JobQueueIT {
  private static final String TENANT = "default";
  private static final String KIND = "import";
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final UUID LAST = new UUID(-1, -1);

  private final Database database = MigratedDatabase.create();
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final JobQueue queue = new JobQueue(database.dataSource());
  private final JobStore store = new JobStore(database.dataSource());
  private final JobMonitor monitor = new JobMonitor(database.dataSource());

  @AfterEach
  void close() {
    database.close();
  }

  private record Range(int from, int to) {}

  private UUID add() {
    return add(KIND);
  }

  private UUID add(String kind) {
    return store.add(new NewJob(TENANT, kind, new Range(1, 9), 9L, "lan"));
  }

  private Optional<LeasedJob> take(String worker) {
    return queue.take(KIND, worker, LEASE);
  }

  private LeasedJob taken(String worker) {
    return take(worker).orElseThrow();
  }

  private StoredJob job(UUID id) {
    return store.find(TENANT, id).orElseThrow();
  }

  private void expireLeases() {
    jdbc.update("update jobs set lease_until = now() - interval '1 ms' where lease_owner <> ''");
  }

  @Test
  void aJobIsDoneStepByStepByAnyWorker() {
    UUID id = add();
    assertThat(job(id).state()).isEqualTo(JobState.WAITING);

    LeasedJob first = taken("a");
    assertThat(first.position(Range.class)).isNull();
    assertThat(first.payload(Range.class)).isEqualTo(new Range(1, 9));
    assertThat(take("b")).as("while a does the first step").isEmpty();
    assertThat(queue.proceed(first, new Range(4, 9), new Progress(3, 9L), Duration.ZERO)).isTrue();
    LeasedJob second = taken("b");
    assertThat(second.position(Range.class)).isEqualTo(new Range(4, 9));
    assertThat(second.done()).isEqualTo(3);
    assertThat(second.attempts()).isZero();
    assertThat(queue.finish(second, new Progress(9, 9L), Duration.ZERO)).isTrue();

    StoredJob ended = job(id);
    assertThat(ended.state()).isEqualTo(JobState.DONE);
    assertThat(ended.progress()).isEqualTo(new StoredJob.Progress(9, 9L, 0, null));
    assertThat(ended.times().ended()).isAfterOrEqualTo(ended.times().started());
    assertThat(ended.times().nextRun()).isNull();
    assertThat(take("a")).isEmpty();
    assertThat(jdbc.queryForMap("select payload, position from jobs").values())
        .as("may contain personal data")
        .containsOnlyNulls();
  }

  @Test
  void theNextStepWaitsForThePause() {
    add();
    queue.proceed(taken("a"), null, new Progress(1, null), Duration.ofHours(1));

    assertThat(take("a")).isEmpty();
    assertThat(monitor.late()).as("a pause is no delay").isEmpty();
    jdbc.update("update jobs set next_run_at = now()");
    assertThat(take("b")).isPresent();
  }

  @Test
  void aStepThatItsWorkerDidNotEndIsDoneByAnotherWhenTheLeaseEnds() {
    UUID id = add();
    LeasedJob lost = taken("a");
    queue.proceed(lost, new Range(4, 9), new Progress(3, 9L), Duration.ZERO);
    lost = taken("a");
    assertThat(take("b")).isEmpty();

    expireLeases();
    LeasedJob again = taken("b");

    assertThat(again.position(Range.class)).isEqualTo(new Range(4, 9));
    assertThat(again.attempts()).isEqualTo(1);
    assertThat(again.lease().abandoned()).isTrue();
    assertThat(queue.proceed(lost, new Range(5, 9), new Progress(4, 9L), Duration.ZERO)).isFalse();
    assertThat(queue.finish(lost, new Progress(4, 9L), Duration.ZERO)).isFalse();
    assertThat(queue.retry(lost, "late", Duration.ZERO)).isFalse();
    assertThat(queue.fail(lost, "late")).isFalse();
    assertThat(job(id).progress().done()).isEqualTo(3);
    assertThat(queue.finish(again, new Progress(9, 9L), Duration.ZERO)).isTrue();
  }

  @Test
  void whatIsSavedInTheTransactionOfAStepIsRolledBackWithIt() {
    UUID id = add();
    LeasedJob job = taken("a");

    assertThatThrownBy(() ->
            queue.inTransaction(() -> {
              store.add(new NewJob(TENANT, "other", null, null, "lan"));
              queue.proceed(job, new Range(4, 9), new Progress(3, 9L), Duration.ZERO);
              throw new IllegalStateException("the step fails at its end");
            }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(jdbc.queryForObject("select count(*) from jobs", Integer.class)).isEqualTo(1);
    assertThat(job(id).progress().done()).isZero();
    assertThat(queue.proceed(job, new Range(4, 9), new Progress(3, 9L), Duration.ZERO)).isTrue();
  }

  @Test
  void aFailedStepIsRepeatedLaterAndCountsAsLateMeanwhile() {
    UUID id = add();
    jdbc.update("update jobs set due_at = now() - interval '20 minutes'");

    queue.retry(taken("a"), "PostgreSQL failed", Duration.ofHours(1));

    assertThat(take("a")).isEmpty();
    StoredJob waiting = job(id);
    assertThat(waiting.state()).isEqualTo(JobState.WAITING);
    assertThat(waiting.progress().attempts()).isEqualTo(1);
    assertThat(waiting.progress().error()).isEqualTo("PostgreSQL failed");
    assertThat(monitor.late())
        .singleElement()
        .satisfies(late -> {
          assertThat(late.kind()).isEqualTo(KIND);
          assertThat(late.age()).isGreaterThanOrEqualTo(Duration.ofMinutes(20));
          assertThat(late.attempts()).isEqualTo(1);
          assertThat(late.error()).isEqualTo("PostgreSQL failed");
        });
    jdbc.update("update jobs set next_run_at = now()");
    queue.proceed(taken("a"), null, new Progress(1, null), Duration.ZERO);
    assertThat(job(id).progress()).isEqualTo(new StoredJob.Progress(1, null, 0, null));
  }

  @Test
  void aFailedJobIsReportedUntilItIsCancelled() {
    UUID id = add();
    queue.fail(taken("a"), "x".repeat(600));

    assertThat(job(id).state()).isEqualTo(JobState.FAILED);
    assertThat(job(id).progress().error()).hasSize(500);
    assertThat(take("a")).isEmpty();
    assertThat(monitor.failed()).isEqualTo(Map.of(KIND, 1));
    assertThat(store.cancel(TENANT, id, "minh")).contains(Cancellation.CANCELLED);
    assertThat(monitor.failed()).isEmpty();
    assertThat(jdbc.queryForObject("select cancelled_by from jobs", String.class))
        .isEqualTo("minh");
  }

  @Test
  void aCancelledJobIsTakenFromItsWorker() {
    UUID id = add();
    LeasedJob job = taken("a");

    assertThat(store.cancel(TENANT, id, "lan")).contains(Cancellation.CANCELLED);
    assertThat(store.cancel(TENANT, id, "lan")).contains(Cancellation.CANCELLED_BEFORE);

    assertThat(queue.proceed(job, null, new Progress(1, null), Duration.ZERO)).isFalse();
    assertThat(take("a")).isEmpty();
    assertThat(store.cancel(TENANT, UUID.randomUUID(), "lan")).isEmpty();
    assertThat(store.cancel("other", add(), "lan")).as("of another tenant").isEmpty();
    queue.finish(taken("a"), new Progress(1, null), Duration.ZERO);
    UUID done = newest();
    assertThat(store.cancel(TENANT, done, "lan")).contains(Cancellation.DONE);
  }

  @Test
  void onlyTheNationalTenantSeesAndCancelsJobsOfTheSystem() {
    UUID id = store.add(new NewJob(null, KIND, null, null, "lan"));

    assertThat(store.find("other", id)).isEmpty();
    assertThat(store.list(new Filter("other", null, null, null), 9).jobs()).isEmpty();
    assertThat(store.cancel("other", id, "lan")).isEmpty();
    assertThat(job(id).state()).isEqualTo(JobState.WAITING);
    assertThat(store.cancel(TENANT, id, "lan")).contains(Cancellation.CANCELLED);
  }

  private UUID newest() {
    return store.list(new Filter(TENANT, null, null, null), 1).jobs().getFirst().id();
  }

  @Test
  void aPeriodicJobIsOneRowThatIsDueAgainAndCannotBeCancelled() {
    queue.ensurePeriodic(KIND);
    queue.ensurePeriodic(KIND);
    UUID id = newest();
    assertThat(jdbc.queryForObject("select count(*) from jobs", Integer.class)).isEqualTo(1);

    queue.proceed(taken("a"), new Range(4, 9), new Progress(3, null), Duration.ZERO);
    assertThat(monitor.late()).as("until its run is done").hasSize(1);
    queue.finish(taken("b"), new Progress(9, null), Duration.ofHours(1));

    StoredJob waiting = job(id);
    assertThat(waiting.state()).isEqualTo(JobState.WAITING);
    assertThat(waiting.progress().done()).isEqualTo(9);
    assertThat(monitor.late()).isEmpty();
    assertThat(take("a")).isEmpty();
    assertThat(store.cancel(TENANT, id, "lan")).contains(Cancellation.PERIODIC);
    jdbc.update("update jobs set next_run_at = now()");
    LeasedJob again = taken("a");
    assertThat(again.position(Range.class)).isNull();
    assertThat(again.done()).isZero();
  }

  @Test
  void manyWorkersTakeEachJobOnce() throws Exception {
    Set<UUID> added = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      added.add(add());
    }
    List<Callable<List<UUID>>> workers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String name = "worker-" + i;
      workers.add(() -> takeAll(name));
    }
    List<UUID> all = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var taken : threads.invokeAll(workers)) {
        all.addAll(taken.get());
      }
    }
    assertThat(all).hasSize(40).containsExactlyInAnyOrderElementsOf(added);
  }

  /** A moment in which the others have locked all jobs that are left is no reason to stop. */
  private List<UUID> takeAll(String name) {
    List<UUID> taken = new ArrayList<>();
    int misses = 0;
    while (misses < 50 && taken.size() <= 40) {
      Optional<LeasedJob> job = take(name);
      job.ifPresent(each -> taken.add(each.id()));
      misses = job.isPresent() ? 0 : misses + 1;
    }
    return taken;
  }

  @Test
  void aListIsSelectedByStateAndKindTheNewestFirst() {
    UUID one = add();
    UUID two = add("export");
    UUID three = add();
    queue.fail(taken("a"), "bad");
    queue.finish(taken("a"), new Progress(1, null), Duration.ZERO);
    UUID four = add();

    assertThat(list(null, null, null)).containsExactly(four, three, two, one);
    assertThat(list(null, KIND, null)).containsExactly(four, three, one);
    assertThat(list(JobState.WAITING, null, null)).containsExactly(four, two);
    assertThat(list(JobState.WAITING, KIND, null)).containsExactly(four);
    assertThat(list(JobState.RUNNING, null, null)).isEmpty();
    assertThat(list(JobState.FAILED, null, null)).containsExactly(one);
    assertThat(list(JobState.DONE, null, null)).containsExactly(three);
    assertThat(list(null, null, three)).containsExactly(two, one);
    assertThat(store.list(new Filter("other", null, null, null), 9).jobs())
        .as("of another tenant")
        .isEmpty();
  }

  private List<UUID> list(@Nullable JobState state, @Nullable String kind, @Nullable UUID before) {
    return store.list(new Filter(TENANT, state, kind, before), 9).jobs().stream()
        .map(StoredJob::id)
        .toList();
  }

  @Test
  void aPageLooksAtABoundedNumberOfJobs() {
    UUID wanted = add("rare");
    insertEnded(JobStore.MAX_SCANNED, "1 day");

    JobStore.Found first = store.list(new Filter(TENANT, null, "rare", null), 9);

    assertThat(first.jobs()).isEmpty();
    assertThat(first.next()).isNotNull();
    JobStore.Found second = store.list(new Filter(TENANT, null, "rare", first.next()), 9);
    assertThat(second.jobs()).extracting(StoredJob::id).containsExactly(wanted);
    assertThat(second.next()).isNull();
    assertThat(store.list(new Filter(TENANT, JobState.WAITING, "rare", null), 9).jobs())
        .as("open jobs are found behind those that have ended")
        .hasSize(1);
  }

  private void insertEnded(int jobs, String age) {
    jdbc.update(
        """
        insert into jobs (tenant, kind, created_by, state, created_at, ended_at)
        select 'default', 'ended', 'lan', 'done', now() - ?::interval, now() - ?::interval
        from generate_series(1, ?)
        """,
        age,
        age,
        jobs);
  }

  /** Ids are those of the creation, so a job may have ended long after younger ones. */
  @Test
  void endedJobsAreDeletedInBoundedSteps() {
    queue.ensurePeriodic(KIND);
    insertEnded(25, "91 days");
    insertEnded(5, "89 days");
    Instant end = Instant.now().minus(Duration.ofDays(90));
    @Nullable UUID after = null;
    List<Integer> deleted = new ArrayList<>();
    do {
      JobStore.Deleted step = store.deleteEnded(after, LAST, end, 10);
      deleted.add(step.jobs());
      after = step.last();
    } while (after != null);

    assertThat(deleted.stream().mapToInt(each -> each).sum()).isEqualTo(25);
    assertThat(deleted).allMatch(each -> each <= 10).hasSize(4);
    assertThat(jdbc.queryForObject("select count(*) from jobs", Integer.class)).isEqualTo(6);
  }

  @Test
  void takingUsesTheIndexOfOpenJobs() {
    insertEnded(2_000, "1 day");
    add();
    jdbc.execute("analyze jobs");
    List<String> plan =
        jdbc.query(
            "explain select id from jobs where state in ('waiting', 'running') and kind = 'import'"
                + " and next_run_at <= now() and (lease_until is null or lease_until <= now())"
                + " order by next_run_at limit 1 for update skip locked",
            (row, _) -> row.getString(1));

    assertThat(String.join("\n", plan)).contains("jobs_open");
  }

  @Test
  void noTextShowsWhatAJobIsAbout() {
    add();

    assertThat(taken("a").toString()).doesNotContain("from");
    assertThat(new NewJob(TENANT, KIND, "0912345678", null, "lan").toString())
        .doesNotContain("0912345678");
  }
}
