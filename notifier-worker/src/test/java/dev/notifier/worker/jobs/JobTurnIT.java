package dev.notifier.worker.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.store.jobs.JobQueue;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.JobState;
import dev.notifier.store.jobs.JobStore;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.jobs.NewJob;
import dev.notifier.store.jobs.StoredJob;
import dev.notifier.worker.testing.PipelineDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class JobTurnIT {
  private static final String KIND = "import";
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final HikariDataSource pool = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(pool);
  private final JobQueue queue = new JobQueue(pool);
  private final JobStore store = new JobStore(pool);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong();

  @AfterEach
  void close() {
    pool.close();
  }

  private JobTurn turn(JobKind kind) {
    return turn(kind, () -> {});
  }

  private JobTurn turn(JobKind kind, Runnable beforeStep) {
    return new JobTurn(
        kind,
        queue,
        new JobTurn.Settings("worker", Duration.ofMinutes(2), 20, IDLE),
        beforeStep,
        nanos::get,
        new JobMetrics(registry, Set.of(kind.name())));
  }

  private UUID add(String kind) {
    return store.add(new NewJob(null, kind, null, null, "lan"));
  }

  private StoredJob job(UUID id) {
    return store.find("default", id).orElseThrow();
  }

  private void makeDue() {
    jdbc.update("update jobs set next_run_at = now() where ended_at is null");
  }

  /** A step that stores a row, as a feature would. */
  private void work() {
    jdbc.update("insert into sweeps (name, swept_until) values (uuidv7()::text, now())");
  }

  private int worked() {
    Integer count = jdbc.queryForObject("select count(*) from sweeps", Integer.class);
    return count == null ? 0 : count;
  }

  @Test
  void aJobPausesAfterEachStepSoThatItUsesOnlyItsShare() {
    UUID id = add(KIND);
    JobTurn turn =
        turn(
            new TestKind(
                KIND,
                job -> {
                  nanos.addAndGet(Duration.ofMillis(200).toNanos());
                  return TestKind.count(job, 3);
                }));

    assertThat(turn.run()).isEqualTo(Duration.ofMillis(800));
    assertThat(jdbc.queryForObject("select next_run_at > now() from jobs", Boolean.class)).isTrue();
    makeDue();
    turn.run();
    makeDue();
    turn.run();

    assertThat(job(id).state()).isEqualTo(JobState.DONE);
    assertThat(job(id).progress()).isEqualTo(new StoredJob.Progress(3, 3L, 0, null));
    assertThat(turn.run()).as("no more jobs").isEqualTo(IDLE);
    assertThat(registry.get("notifier.jobs.step").tag("kind", KIND).timer().count()).isEqualTo(3);
  }

  @Test
  void aKindMayUseASmallerShare() {
    add(KIND);
    JobKind modest =
        new JobKind() {
          @Override
          public String name() {
            return KIND;
          }

          @Override
          public int maxSharePercent() {
            return 10;
          }

          @Override
          public JobStep step(LeasedJob job) {
            nanos.addAndGet(Duration.ofMillis(200).toNanos());
            return TestKind.count(job, 3);
          }
        };

    assertThat(turn(modest).run()).isEqualTo(Duration.ofMillis(1800));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFailedStepIsRepeatedFromItsPosition(boolean inTransaction) {
    UUID id = add(KIND);
    AtomicInteger calls = new AtomicInteger();
    Function<LeasedJob, JobStep> steps =
        job -> {
          work();
          if (calls.incrementAndGet() == 2) {
            throw new IllegalStateException("number 0912345678");
          }
          return TestKind.count(job, 3);
        };
    JobTurn turn = turn(new TestKind(KIND, null, inTransaction, steps));

    turn.run();
    makeDue();
    turn.run();
    assertThat(job(id).state()).isEqualTo(JobState.WAITING);
    assertThat(job(id).progress().attempts()).isEqualTo(1);
    assertThat(job(id).progress().error())
        .startsWith("IllegalStateException at ")
        .doesNotContain("0912345678");
    assertThat(turn.run()).as("the job is not due before the delay").isEqualTo(IDLE);
    for (int i = 0; i < 2; i++) {
      makeDue();
      turn.run();
    }

    assertThat(job(id).state()).isEqualTo(JobState.DONE);
    assertThat(job(id).progress()).isEqualTo(new StoredJob.Progress(3, 3L, 0, null));
    assertThat(worked())
        .as("a step in a transaction is done once")
        .isEqualTo(inTransaction ? 3 : 4);
    assertThat(registry.get("notifier.jobs.step.failures").counter().count()).isEqualTo(1);
  }

  @Test
  void aJobWhoseStepAlwaysFailsHasFailedAfterSomeAttempts() {
    UUID id = add(KIND);
    JobTurn turn =
        turn(
            new TestKind(
                KIND,
                _ -> {
                  throw new StackOverflowError();
                }));

    for (int i = 0; i < JobTurn.MAX_ATTEMPTS; i++) {
      assertThat(job(id).state().isOpen()).isTrue();
      makeDue();
      turn.run();
    }

    assertThat(job(id).state()).isEqualTo(JobState.FAILED);
    assertThat(job(id).progress().error()).startsWith("StackOverflowError");
    assertThat(job(id).progress().attempts()).isEqualTo(JobTurn.MAX_ATTEMPTS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aKindIsAskedToNoteThatAJobHasFailed(boolean atOnce) {
    add(KIND);
    JobTurn turn =
        turn(
            new JobKind() {
              @Override
              public String name() {
                return KIND;
              }

              @Override
              public JobStep step(LeasedJob job) {
                if (atOnce) {
                  return new JobStep.Failed("no more");
                }
                throw new IllegalStateException("not now");
              }

              @Override
              public void failed(LeasedJob job) {
                work();
              }
            });

    for (int i = 1; i < (atOnce ? 1 : JobTurn.MAX_ATTEMPTS); i++) {
      turn.run();
      makeDue();
    }
    assertThat(worked()).isZero();
    turn.run();
    turn.run();
    assertThat(worked()).isOne();
  }

  @Test
  void aKindCanSayThatAJobCanNeverBeDone() {
    UUID id = add(KIND);

    turn(new TestKind(KIND, _ -> new JobStep.Failed("the file is gone; upload it again"))).run();

    assertThat(job(id).state()).isEqualTo(JobState.FAILED);
    assertThat(job(id).progress().error()).isEqualTo("the file is gone; upload it again");
  }

  @Test
  void whatSomethingElsePreventsIsRepeatedLaterAndLater() {
    JobTurn turn =
        turn(
            new TestKind(
                KIND,
                Duration.ofHours(1),
                true,
                job -> {
                  Integer position = job.position(Integer.class);
                  assertThat(job.attempts()).as("the step has not failed").isZero();
                  int times = position == null ? 1 : position + 1;
                  return new JobStep.Blocked(times, new Progress(7, null), times, "it is locked");
                }));

    for (int seconds : new int[] {5, 10, 20, 40}) {
      makeDue();
      turn.run();
      assertThat(
              jdbc.queryForObject(
                  "select next_run_at between now() + ? * interval '1 s' and now() + ? * interval '1 s'"
                      + " and due_at < now() from jobs where error = 'it is locked' and done = 7",
                  Boolean.class,
                  seconds - 3,
                  seconds))
          .isTrue();
    }
  }

  @Test
  void aPeriodicJobIsRepeatedForEver() {
    AtomicInteger calls = new AtomicInteger();
    JobKind kind =
        new TestKind(
            KIND,
            Duration.ofHours(1),
            true,
            _ -> {
              if (calls.incrementAndGet() <= 2 * JobTurn.MAX_ATTEMPTS) {
                throw new IllegalStateException("no space");
              }
              return new JobStep.Done(new Progress(7, null));
            });
    JobTurn turn = turn(kind);
    turn(kind).run();
    UUID id = Objects.requireNonNull(jdbc.queryForObject("select id from jobs", UUID.class));

    for (int i = 0; i < 2 * JobTurn.MAX_ATTEMPTS; i++) {
      makeDue();
      turn.run();
    }

    assertThat(jdbc.queryForObject("select count(*) from jobs", Integer.class)).isEqualTo(1);
    assertThat(job(id).state()).isEqualTo(JobState.WAITING);
    assertThat(job(id).progress()).isEqualTo(new StoredJob.Progress(7, null, 0, null));
    assertThat(
            jdbc.queryForObject(
                "select next_run_at > now() + interval '59 minutes' from jobs", Boolean.class))
        .isTrue();
  }

  /** After an outage, a job that runs every minute is not delayed for an hour. */
  @Test
  void aPeriodicJobThatFailsIsRepeatedAsOftenAsOtherwise() {
    JobTurn turn =
        turn(
            new TestKind(
                KIND,
                Duration.ofMinutes(1),
                true,
                _ -> {
                  throw new IllegalStateException("no space");
                }));

    for (int i = 0; i < 2 * JobTurn.MAX_ATTEMPTS; i++) {
      turn.run();
      makeDue();
    }
    turn.run();

    assertThat(
            jdbc.queryForObject(
                "select next_run_at <= now() + interval '1 minute' from jobs", Boolean.class))
        .isTrue();
  }

  /** Such as a step that needs more memory than there is. */
  @Test
  void aStepThatEndsEachWorkerIsNotDoneForEver() {
    UUID id = add(KIND);
    for (int i = 0; i < JobTurn.MAX_ATTEMPTS; i++) {
      assertThat(queue.take(KIND, "killed", Duration.ZERO)).isPresent();
    }
    AtomicInteger calls = new AtomicInteger();

    turn(new TestKind(
            KIND,
            job -> {
              calls.incrementAndGet();
              return TestKind.count(job, 1);
            }))
        .run();

    assertThat(calls).hasValue(0);
    assertThat(job(id).state()).isEqualTo(JobState.FAILED);
    assertThat(job(id).progress().error()).startsWith("its worker ended");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theStepOfACancelledJobIsRolledBack(boolean inTransaction) {
    UUID id = add(KIND);
    Function<LeasedJob, JobStep> steps =
        job -> {
          work();
          // In another transaction, as the api does.
          Thread api = Thread.ofPlatform().start(() -> store.cancel("default", id, "lan"));
          try {
            api.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return TestKind.count(job, 1);
        };

    assertThat(turn(new TestKind(KIND, null, inTransaction, steps)).run()).isEqualTo(IDLE);

    assertThat(job(id).state()).isEqualTo(JobState.CANCELLED);
    assertThat(job(id).progress().attempts()).isZero();
    assertThat(worked()).isEqualTo(inTransaction ? 0 : 1);
  }

  /** Such as after a restore, until an operator has accepted it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStepThatMustWaitIsNoFailedAttempt(boolean inTransaction) {
    UUID id = add(KIND);
    AtomicBoolean behind = new AtomicBoolean(true);
    JobTurn turn =
        turn(
            new TestKind(
                KIND,
                null,
                inTransaction,
                job -> {
                  work();
                  return TestKind.count(job, 1);
                }),
            () -> {
              if (behind.get()) {
                throw new IllegalStateException("behind");
              }
            });

    for (int i = 0; i <= JobTurn.MAX_ATTEMPTS; i++) {
      assertThat(turn.run()).isEqualTo(IDLE);
    }
    assertThat(worked()).isZero();
    assertThat(job(id).state()).isEqualTo(JobState.WAITING);
    assertThat(job(id).progress().attempts()).isZero();
    assertThat(job(id).progress().error()).isNull();
    assertThat(registry.find("notifier.jobs.step.failures").counters()).isEmpty();

    behind.set(false);
    turn.run();

    assertThat(job(id).state()).isEqualTo(JobState.DONE);
    assertThat(worked()).isOne();
  }

  @Test
  void withoutPostgresATurnWaits() {
    JobTurn turn = turn(new TestKind(KIND, job -> TestKind.count(job, 1)));
    pool.close();

    assertThat(turn.run()).isEqualTo(IDLE);
  }
}
