package dev.notifier.store.jobs;

import dev.notifier.store.JsonText;
import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives each step of a job to one worker. All times are those of PostgreSQL's clock. A worker has a
 * lease for one step; if it does not end the step in time, for example because it was killed,
 * another worker may do it. What an earlier owner saves after that is refused. Thread-safe.
 */
public final class JobQueue {
  /** Longer errors and notes are cut. */
  private static final int MAX_CHARACTERS = 500;

  /** Locked jobs are skipped: another worker takes them at this moment. */
  private static final String TAKE =
      """
      update jobs j
      set state = 'running',
          lease_owner = ?,
          lease_until = now() + ? * interval '1 millisecond',
          attempts = j.attempts + (due.lease_owner is not null)::int,
          started_at = case when due.begins then now() else j.started_at end,
          done = case when due.begins then 0 else j.done end
      from (
        select id, lease_owner, state = 'waiting' and attempts = 0 as begins from jobs
        where state in ('waiting', 'running') and kind = ? and next_run_at <= now()
          and (lease_until is null or lease_until <= now())
        order by next_run_at limit 1 for update skip locked) due
      where j.id = due.id
      returning j.id, j.tenant, j.kind, j.periodic, j.payload, j.position, j.done, j.total,
        j.attempts, now() as now, j.lease_owner, j.lease_until,
        due.lease_owner is not null as abandoned
      """;

  /** The end of each statement that saves a step. */
  private static final String STILL_OWNED =
      " where id = ? and state = 'running' and lease_owner = ? and lease_until = ?";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public JobQueue(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /**
   * How much of a job is done.
   *
   * @param done in units of the kind, with all steps before
   * @param total of how much; null if unknown
   * @param note what the job does next, without personal data; null if it does not say. At most 500
   *     characters are stored
   */
  public record Progress(long done, @Nullable Long total, @Nullable String note) {
    public Progress(long done, @Nullable Long total) {
      this(done, total, null);
    }
  }

  /**
   * Runs the work in one transaction, in which all stores of this database take part; an exception
   * rolls it back.
   */
  public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
    return transaction.execute(_ -> work.get());
  }

  /** Creates the job of a periodic kind, due at once, unless it exists. */
  public void ensurePeriodic(String kind) {
    jdbc.update(
        """
        insert into jobs (kind, periodic, created_by) values (?, true, 'system')
        on conflict (kind) where periodic do nothing
        """,
        kind);
  }

  /**
   * Takes the job of a kind that has been due for the longest time.
   *
   * @param owner the name of this worker
   * @param lease how long no other worker may take it
   */
  public Optional<LeasedJob> take(String kind, String owner, Duration lease) {
    return jdbc.query(TAKE, (row, _) -> leased(row), owner, lease.toMillis(), kind).stream()
        .findFirst();
  }

  /**
   * Saves that a step is done, and when the next one may begin. In the transaction of the step, if
   * there is one.
   *
   * @param position where the next step begins, written as JSON; null if the kind needs none
   * @return false if the job is not this worker's any more; then the step must be rolled back
   */
  public boolean proceed(
      LeasedJob job, @Nullable Object position, Progress progress, Duration pause) {
    return proceed(job, position, progress, null, pause);
  }

  /**
   * Saves what a step has done, and that something else prevents what is left.
   *
   * @param error why, without personal data
   * @param delay until it may be tried again
   * @return as for {@link #proceed(LeasedJob, Object, Progress, Duration)}
   */
  public boolean block(
      LeasedJob job, @Nullable Object position, Progress progress, String error, Duration delay) {
    return proceed(job, position, progress, error, delay);
  }

  private boolean proceed(
      LeasedJob job,
      @Nullable Object position,
      Progress progress,
      @Nullable String error,
      Duration pause) {
    return saved(
        """
        update jobs set position = ?::jsonb, done = ?, total = ?, note = ?, attempts = 0, error = ?,
          lease_owner = null, lease_until = null,
          next_run_at = clock_timestamp() + ? * interval '1 millisecond',
          due_at = case when periodic then due_at
                     else clock_timestamp() + ? * interval '1 millisecond' end
        """,
        job,
        position == null ? null : JsonText.write(position),
        progress.done(),
        progress.total(),
        cut(progress.note()),
        cut(error),
        pause.toMillis(),
        pause.toMillis());
  }

  /**
   * Saves that the last step is done. A job that is not periodic ends, and its payload and position
   * are deleted.
   *
   * @param period after which a periodic job is due again
   * @return as for {@link #proceed(LeasedJob, Object, Progress, Duration)}
   */
  public boolean finish(LeasedJob job, Progress progress, Duration period) {
    if (job.periodic()) {
      return saved(
          """
          update jobs set state = 'waiting', position = null, done = ?, total = ?, note = ?,
            attempts = 0, error = null, lease_owner = null, lease_until = null,
            next_run_at = clock_timestamp() + ? * interval '1 millisecond',
            due_at = clock_timestamp() + ? * interval '1 millisecond'
          """,
          job,
          progress.done(),
          progress.total(),
          cut(progress.note()),
          period.toMillis(),
          period.toMillis());
    }
    return saved(
        """
        update jobs set state = 'done', payload = null, position = null, done = ?, total = ?,
          note = ?, attempts = 0, error = null, lease_owner = null, lease_until = null,
          ended_at = clock_timestamp()
        """,
        job,
        progress.done(),
        progress.total(),
        cut(progress.note()));
  }

  /**
   * Saves that the step has failed, and when it may be repeated. Nothing else of the job changes.
   *
   * @param error why, without personal data
   * @return as for {@link #proceed(LeasedJob, Object, Progress, Duration)}
   */
  public boolean retry(LeasedJob job, String error, Duration delay) {
    return saved(
        """
        update jobs set state = 'waiting', attempts = ?, error = ?,
          lease_owner = null, lease_until = null,
          next_run_at = clock_timestamp() + ? * interval '1 millisecond'
        """,
        job,
        job.attempts() + 1,
        cut(error),
        delay.toMillis());
  }

  /**
   * Saves that the job has failed for good. Its payload and position stay, for the analysis, until
   * it is deleted or cancelled.
   *
   * @param error why and what to do, without personal data
   * @return as for {@link #proceed(LeasedJob, Object, Progress, Duration)}
   */
  public boolean fail(LeasedJob job, String error) {
    return saved(
        """
        update jobs set state = 'failed', attempts = ?, error = ?,
          lease_owner = null, lease_until = null, ended_at = clock_timestamp()
        """,
        job,
        job.attempts() + 1,
        cut(error));
  }

  private boolean saved(String update, LeasedJob job, @Nullable Object... values) {
    @Nullable Object[] all = new @Nullable Object[values.length + 3];
    System.arraycopy(values, 0, all, 0, values.length);
    all[values.length] = job.id();
    all[values.length + 1] = job.lease().owner();
    all[values.length + 2] = job.lease().until();
    return jdbc.update(update + STILL_OWNED, all) == 1;
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= MAX_CHARACTERS
        ? text
        : text.substring(0, MAX_CHARACTERS);
  }

  private static LeasedJob leased(ResultSet row) throws SQLException {
    return new LeasedJob(
        row.getObject("id", UUID.class),
        row.getString("tenant"),
        row.getString("kind"),
        row.getBoolean("periodic"),
        row.getString("payload"),
        row.getString("position"),
        row.getLong("done"),
        row.getObject("total", Long.class),
        row.getInt("attempts"),
        PgInstants.get(row, "now"),
        new LeasedJob.Lease(
            row.getString("lease_owner"),
            row.getObject("lease_until", OffsetDateTime.class),
            row.getBoolean("abandoned")));
  }
}
