package dev.notifier.store.jobs;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds the jobs that do not progress, and those that failed. Thread-safe. */
public final class JobMonitor {
  /** The most failed jobs that are counted. */
  public static final int MAX_COUNT = 10_000;

  /** Reads one row of each kind, however many jobs are open. */
  static final String LATE =
      """
      with recursive kinds as (
        (select kind from jobs where state in ('waiting', 'running') order by kind limit 1)
        union all
        select (
          select j.kind from jobs j
          where j.state in ('waiting', 'running') and j.kind > k.kind order by j.kind limit 1)
        from kinds k where k.kind is not null)
      select k.kind, l.periodic, (extract(epoch from now() - l.due_at) * 1000)::int8, l.attempts,
        l.error
      from kinds k cross join lateral (
        select j.periodic, j.due_at, j.attempts, j.error from jobs j
        where j.state in ('waiting', 'running') and j.kind = k.kind and j.due_at <= now()
        order by j.due_at limit 1) l
      """;

  private final JdbcTemplate jdbc;

  public JobMonitor(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * The job of a kind whose next step should have been done for the longest time; of a periodic
   * job, whose run should have.
   *
   * @param age how long, by PostgreSQL's clock
   * @param attempts how often its next step has failed
   * @param error why the last step failed; null if it did not
   */
  public record Late(
      String kind, boolean periodic, Duration age, int attempts, @Nullable String error) {}

  /** The oldest job that is due of each kind that has one. */
  public List<Late> late() {
    return jdbc.query(
        LATE,
        (row, _) ->
            new Late(
                row.getString(1),
                row.getBoolean(2),
                Duration.ofMillis(row.getLong(3)),
                row.getInt(4),
                row.getString(5)));
  }

  /** How many jobs of each kind have failed and were not cancelled; at most {@link #MAX_COUNT}. */
  public Map<String, Integer> failed() {
    Map<String, Integer> failed = new HashMap<>();
    jdbc.query(
        """
        select kind, count(*) from (
          select kind from jobs where state = 'failed' order by id desc limit %d) f
        group by kind
        """
            .formatted(MAX_COUNT),
        row -> {
          failed.put(row.getString(1), row.getInt(2));
        });
    return failed;
  }
}
