package dev.notifier.worker.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.store.jobs.JobQueue;
import dev.notifier.store.jobs.JobState;
import dev.notifier.store.jobs.JobStore;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.jobs.NewJob;
import dev.notifier.worker.testing.PipelineDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Several runners on one database, as on several workers. */
class JobRunnerIT {
  private final HikariDataSource pool = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(pool);
  private final JobStore store = new JobStore(pool);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<JobRunner> runners = new ArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void close() {
    released.countDown();
    runners.forEach(runner -> runner.stop(Duration.ofSeconds(30)));
    pool.close();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }

  private JobRunner start(String worker, JobKind... kinds) {
    JobRunner runner =
        new JobRunner(
            new JobRunner.Settings(worker, 100, Duration.ofDays(90)),
            pool,
            List.of(kinds),
            () -> {},
            System::nanoTime,
            registry);
    runners.add(runner);
    runner.start();
    return runner;
  }

  private UUID add(String kind) {
    return store.add(new NewJob(null, kind, null, null, "lan"));
  }

  private void awaitState(UUID id, JobState state) {
    await()
        .untilAsserted(
            () -> assertThat(store.find("default", id).orElseThrow().state()).isEqualTo(state));
  }

  private JobStep block(LeasedJob job) {
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return TestKind.count(job, 1);
  }

  /** What a worker leaves that is killed (SIGKILL) in the middle of a step. */
  @Test
  void theJobOfAKilledWorkerContinuesWhereItsLastStepEnded() {
    UUID id = add("count");
    JobQueue queue = new JobQueue(pool);
    LeasedJob job = queue.take("count", "killed", Duration.ofMinutes(2)).orElseThrow();
    queue.proceed(job, 5, new JobQueue.Progress(5, 8L), Duration.ZERO);
    assertThat(queue.take("count", "killed", Duration.ofSeconds(2))).isPresent();
    ConcurrentLinkedQueue<Integer> positions = new ConcurrentLinkedQueue<>();

    start(
        "b",
        new TestKind(
            "count",
            each -> {
              Integer position = each.position(Integer.class);
              positions.add(position == null ? 0 : position);
              return TestKind.count(each, 8);
            }));

    awaitState(id, JobState.DONE);
    assertThat(positions).containsExactly(5, 6, 7);
  }

  @Test
  void manyJobsOnTwoWorkersAreDoneStepByStepAndOnce() {
    AtomicInteger steps = new AtomicInteger();
    JobKind kind =
        new TestKind(
            "count",
            job -> {
              steps.incrementAndGet();
              return TestKind.count(job, 5);
            });
    List<UUID> jobs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      jobs.add(add("count"));
    }
    start("a", kind);
    start("b", kind);

    jobs.forEach(id -> awaitState(id, JobState.DONE));

    assertThat(steps).hasValue(100);
  }

  @Test
  void aJobThatHangsOrFailsDoesNotStopTheOtherKinds() {
    UUID slow = add("slow");
    UUID broken = add("broken");
    UUID good = add("good");
    start(
        "a",
        new TestKind("slow", this::block),
        new TestKind(
            "broken",
            _ -> {
              throw new IllegalStateException("no space");
            }),
        new TestKind("good", job -> TestKind.count(job, 3)));

    awaitState(good, JobState.DONE);
    awaitState(add("good"), JobState.DONE);
    awaitState(slow, JobState.RUNNING);
    assertThat(store.find("default", broken).orElseThrow().progress().attempts()).isEqualTo(1);
    released.countDown();
    awaitState(slow, JobState.DONE);
  }

  @Test
  void aPeriodicJobIsDoneByOneWorkerAtATime() {
    AtomicInteger runs = new AtomicInteger();
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    JobKind kind =
        new TestKind(
            "period",
            Duration.ofSeconds(1),
            false,
            _ -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              runs.incrementAndGet();
              now.decrementAndGet();
              return new JobStep.Done(new JobQueue.Progress(0, null));
            });
    start("a", kind);
    start("b", kind);

    await().until(() -> runs.get() >= 3);

    assertThat(most).hasValue(1);
    assertThat(
            jdbc.queryForObject("select count(*) from jobs where kind = 'period'", Integer.class))
        .isEqualTo(1);
  }

  @Test
  void endedJobsAreDeletedAfterTheRetention() {
    jdbc.update(
        """
        insert into jobs (id, kind, created_by, state, created_at, ended_at)
        select uuidv7(-'100 days'::interval), 'old', 'lan', 'done', now() - interval '100 days',
          now() - case when n <= 2500 then interval '91 days' else interval '89 days' end
        from generate_series(1, 2510) n
        """);

    start("a");

    await()
        .untilAsserted(() ->
            assertThat(
                    jdbc.queryForObject(
                        "select count(*) from jobs where kind = 'old'", Integer.class))
                .isEqualTo(10));
  }

  @Test
  void whatDoesNotProgressIsReported() {
    UUID failing = add("failing");
    add("newer-release");
    jdbc.update("update jobs set due_at = now() - interval '11 minutes'");
    UUID failed = add("failed");
    new JobQueue(pool).ensurePeriodic("behind");
    jdbc.update("update jobs set due_at = now() - interval '61 minutes' where periodic");
    JobRunner runner =
        start(
            "a",
            new TestKind(
                "failing",
                _ -> {
                  throw new IllegalStateException("no space");
                }),
            new TestKind("failed", _ -> new JobStep.Failed("the file is gone")),
            new TestKind("behind", Duration.ofHours(1), false, this::block));
    awaitState(failed, JobState.FAILED);
    await().until(() -> store.find("default", failing).orElseThrow().progress().attempts() > 0);

    await()
        .untilAsserted(() ->
            assertThat(runner.warnings())
                .hasSize(3)
                .anyMatch(each -> each.matches("jobs, kind failing: .* 11 minutes; it failed .*"))
                .anyMatch(each -> each.matches("jobs, kind newer-release: .*does not know.*"))
                .anyMatch(
                    each -> each.startsWith("jobs, kind failed: 1 failed; see GET /v1/jobs?")));
    assertThat(runner.problems())
        .singleElement()
        .asString()
        .startsWith("jobs, kind behind: the oldest job has been due for 61 minutes; if that grows");
    assertThat(gauge("notifier.jobs.oldest.age", "failing")).isGreaterThanOrEqualTo(660);
    assertThat(gauge("notifier.jobs.oldest.age", "other")).isGreaterThanOrEqualTo(660);
    assertThat(gauge("notifier.jobs.failed", "failed")).isEqualTo(1);
    assertThat(gauge("notifier.jobs.failed", "failing")).isZero();
  }

  /** Such as retention, while a transaction stays open for long. */
  @Test
  void aPeriodicJobThatNothingNeedsIsAWarning() {
    new JobQueue(pool).ensurePeriodic("idle");
    jdbc.update("update jobs set due_at = now() - interval '61 minutes'");

    JobRunner runner =
        start(
            "a",
            new JobKind() {
              @Override
              public String name() {
                return "idle";
              }

              @Override
              public Duration period() {
                return Duration.ofHours(1);
              }

              @Override
              public boolean isNeededForProgress() {
                return false;
              }

              @Override
              public JobStep step(LeasedJob job) {
                return new JobStep.Failed("another transaction uses it");
              }
            });

    await()
        .untilAsserted(() ->
            assertThat(runner.warnings())
                .singleElement()
                .asString()
                .contains("61 minutes", "another transaction uses it"));
    assertThat(runner.problems()).isEmpty();
  }

  /** Such as after a return to the release before: no worker can do it, and none is ill. */
  @Test
  void aPeriodicJobOfAnotherReleaseIsAWarning() {
    new JobQueue(pool).ensurePeriodic("newer-release");
    jdbc.update("update jobs set due_at = now() - interval '61 minutes'");

    JobRunner runner = start("a");

    await().until(() -> !runner.warnings().isEmpty() || !runner.problems().isEmpty());
    assertThat(runner.problems()).isEmpty();
    assertThat(runner.warnings())
        .singleElement()
        .asString()
        .matches("jobs, kind newer-release: .*does not know.*");
  }

  private double gauge(String name, String kind) {
    return registry.get(name).tag("kind", kind).gauge().value();
  }

  @Test
  void twoKindsOfOneNameAreRefused() {
    TestKind kind = new TestKind("count", job -> TestKind.count(job, 1));

    assertThatThrownBy(() -> start("a", kind, kind))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("same name");
    assertThatThrownBy(() -> start("a", new TestKind("Count", job -> TestKind.count(job, 1))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
