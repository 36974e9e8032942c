package dev.notifier.store.jobs;

import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.store.JsonText;
import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Adds, shows, cancels and deletes jobs. Thread-safe; calls take part in the transaction of the
 * caller.
 */
public final class JobStore {
  /** The most jobs that one page looks at, whether or not they are selected. */
  public static final int MAX_SCANNED = 10_000;

  private static final String COLUMNS =
      "id, tenant, kind, periodic, state, done, total, attempts, error, note, created_at,"
          + " next_run_at, started_at, ended_at";

  /** The jobs of the system concern all tenants, so only the national one sees and cancels them. */
  private static final String VISIBLE = "coalesce(tenant, '" + Tenants.NATIONAL + "') = ?";

  private static final UUID LAST = new UUID(-1, -1);

  private final JdbcTemplate jdbc;

  public JobStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Which jobs to list, the newest first.
   *
   * @param tenant whose jobs; those of the system are among those of the national tenant
   * @param state null for all
   * @param kind null for all
   * @param before the id after the first one, exclusive; null = from the newest
   */
  public record Filter(
      String tenant, @Nullable JobState state, @Nullable String kind, @Nullable UUID before) {}

  /**
   * Some of the jobs of a list.
   *
   * @param next if fewer jobs than wanted were found among those that a page looks at: the id
   *     before which the next page begins; null if there are no more
   */
  public record Found(List<StoredJob> jobs, @Nullable UUID next) {}

  /** What became of a request to cancel a job. */
  public enum Cancellation {
    /** It is cancelled now. */
    CANCELLED,
    /** It was cancelled before. */
    CANCELLED_BEFORE,
    /** It was done before. */
    DONE,
    /** It is periodic and never ends. */
    PERIODIC
  }

  /**
   * What a step of the deletion did.
   *
   * @param last the last job that was looked at; null if there are no more
   */
  public record Deleted(int jobs, @Nullable UUID last) {}

  /** Adds a job that is due at once, and returns its id. */
  public UUID add(NewJob job) {
    UUID id =
        jdbc.queryForObject(
            """
            insert into jobs (tenant, kind, payload, total, created_by)
            values (?, ?, ?::jsonb, ?, ?) returning id
            """,
            UUID.class,
            job.tenant(),
            job.kind(),
            job.payload() == null ? null : JsonText.write(job.payload()),
            job.total(),
            job.createdBy());
    if (id == null) {
      throw new IllegalStateException("PostgreSQL returned no id");
    }
    return id;
  }

  /** Finds a job of a tenant; the national one also has those of the system. */
  public Optional<StoredJob> find(String tenant, UUID id) {
    return jdbc
        .query(
            "select " + COLUMNS + " from jobs where id = ? and " + VISIBLE,
            (row, _) -> job(row),
            id,
            tenant)
        .stream()
        .findFirst();
  }

  /** Finds the periodic job of a kind. */
  public Optional<StoredJob> periodic(String kind) {
    return jdbc
        .query(
            "select " + COLUMNS + " from jobs where periodic and kind = ?",
            (row, _) -> job(row),
            kind)
        .stream()
        .findFirst();
  }

  /**
   * Lists jobs. Reads at most {@link #MAX_SCANNED}, so a page may have fewer jobs than wanted
   * although others follow.
   */
  public Found list(Filter filter, int maxRows) {
    UUID before = filter.before() == null ? LAST : filter.before();
    String scanned = scanned(filter.state());
    List<StoredJob> jobs =
        jdbc.query(
            "select "
                + COLUMNS
                + " from ("
                + scanned
                + ") s where "
                + VISIBLE
                + " and coalesce(state = ?, true) and coalesce(kind = ?, true)"
                + " order by id desc limit ?",
            (row, _) -> job(row),
            before,
            filter.tenant(),
            filter.state() == null ? null : filter.state().id(),
            filter.kind(),
            maxRows);
    return new Found(jobs, jobs.size() == maxRows ? null : lastScanned(scanned, before));
  }

  /** Open and failed jobs have indexes, so they are found behind millions of others. */
  static String scanned(@Nullable JobState state) {
    String condition = "";
    if (state == JobState.FAILED) {
      condition = "state = 'failed' and ";
    } else if (state != null && state.isOpen()) {
      condition = "state in ('waiting', 'running') and ";
    }
    return "select %s from jobs where %sid < ? order by id desc limit %d"
        .formatted(COLUMNS, condition, MAX_SCANNED);
  }

  private @Nullable UUID lastScanned(String scanned, UUID before) {
    return jdbc
        .query(
            "select id, count(*) over () = ? from (" + scanned + ") s order by id limit 1",
            (row, _) -> row.getBoolean(2) ? row.getObject(1, UUID.class) : null,
            MAX_SCANNED,
            before)
        .stream()
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /**
   * Cancels a job. A step that a worker does at this moment may still end, and is rolled back if it
   * works on PostgreSQL. A failed job can be cancelled as well, so that it is not reported any
   * more.
   *
   * @param by who cancels it
   * @return empty if there is no such job
   */
  public Optional<Cancellation> cancel(String tenant, UUID id, String by) {
    int cancelled =
        jdbc.update(
            """
            update jobs set state = 'cancelled', cancelled_by = ?, payload = null, position = null,
              lease_owner = null, lease_until = null, ended_at = coalesce(ended_at, now())
            where id = ? and not periodic and state in ('waiting', 'running', 'failed') and
            """
                + VISIBLE,
            by,
            id,
            tenant);
    if (cancelled == 1) {
      return Optional.of(Cancellation.CANCELLED);
    }
    return find(tenant, id)
        .map(job -> {
          if (job.periodic()) {
            return Cancellation.PERIODIC;
          }
          return job.state() == JobState.CANCELLED
              ? Cancellation.CANCELLED_BEFORE
              : Cancellation.DONE;
        });
  }

  /**
   * Deletes jobs that ended before a time, the oldest first. Reads and deletes a bounded number.
   *
   * @param after the last job that the step before looked at; null = from the oldest
   * @param until an id above those of all jobs that can have ended before the time
   */
  public Deleted deleteEnded(@Nullable UUID after, UUID until, Instant endedBefore, int maxRows) {
    return jdbc.query(
            """
            with page as (
              select id from jobs where id > ? and id < ? order by id limit ?),
            gone as (
              delete from jobs where id in (select id from page) and ended_at < ? returning 1)
            select (select count(*) from gone),
              (select id from page order by id offset ? limit 1)
            """,
            (row, _) -> new Deleted(row.getInt(1), row.getObject(2, UUID.class)),
            after == null ? new UUID(0, 0) : after,
            until,
            maxRows,
            endedBefore.atOffset(ZoneOffset.UTC),
            maxRows - 1)
        .getFirst();
  }

  private static StoredJob job(ResultSet row) throws SQLException {
    String state = row.getString("state");
    Instant ended = PgInstants.getNullable(row, "ended_at");
    return new StoredJob(
        row.getObject("id", UUID.class),
        row.getString("kind"),
        row.getBoolean("periodic"),
        JobState.of(state).orElseThrow(() -> new IllegalStateException("state " + state)),
        new StoredJob.Progress(
            row.getLong("done"),
            row.getObject("total", Long.class),
            row.getInt("attempts"),
            row.getString("error"),
            row.getString("note")),
        new StoredJob.Times(
            PgInstants.get(row, "created_at"),
            ended == null ? PgInstants.getNullable(row, "next_run_at") : null,
            PgInstants.getNullable(row, "started_at"),
            ended));
  }
}
