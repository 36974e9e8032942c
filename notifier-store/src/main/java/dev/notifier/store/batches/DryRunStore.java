package dev.notifier.store.batches;

import dev.notifier.store.PgInstants;
import dev.notifier.store.jobs.JobStore;
import dev.notifier.store.jobs.NewJob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Stores what batches would do. Thread-safe; calls take part in the transaction of the caller; all
 * throw {@link DataAccessException} if PostgreSQL is unavailable.
 */
public final class DryRunStore {
  /** Older ones of a batch are deleted. */
  static final int KEPT = 20;

  private final JdbcTemplate jdbc;
  private final JobStore jobs;

  public DryRunStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.jobs = new JobStore(dataSource);
  }

  /**
   * What a batch would do.
   *
   * @param settingsNumber of the batch when it was ordered
   * @param result JSON, may have texts of messages; null until it is computed
   * @param messages how many would be sent; null until it is computed
   * @param error why it has failed; null if it has not
   */
  public record StoredDryRun(
      UUID id,
      UUID batch,
      int settingsNumber,
      Instant created,
      String createdBy,
      @Nullable String result,
      @Nullable Integer messages,
      @Nullable Instant done,
      @Nullable String error) {
    /** Omits the result. */
    @Override
    public String toString() {
      return "StoredDryRun[" + id + "]";
    }
  }

  /** Orders one, with its job. Deletes the oldest ones of the batch if there are many. */
  public UUID order(StoredBatch batch, String by) {
    jdbc.update(
        """
        delete from batch_dry_runs where id in (
          select id from batch_dry_runs where batch_id = ? order by id desc offset ?)
        """,
        batch.id(),
        KEPT - 1);
    UUID id =
        Objects.requireNonNull(
            jdbc.queryForObject(
                """
                insert into batch_dry_runs (batch_id, settings_number, created_by)
                values (?, ?, ?) returning id
                """,
                UUID.class,
                batch.id(),
                batch.settingsNumber(),
                by));
    jobs.add(
        new NewJob(
            batch.tenant(),
            BatchJob.DRY_RUN,
            new BatchJob(batch.id(), id),
            (long) batch.lines().valid(),
            by));
    return id;
  }

  /** Finds one of a batch. */
  public Optional<StoredDryRun> find(UUID batch, UUID id) {
    return jdbc
        .query(
            "select * from batch_dry_runs where id = ? and batch_id = ?",
            (row, _) -> dryRun(row),
            id,
            batch)
        .stream()
        .findFirst();
  }

  /**
   * Lists those of a batch without their results, the newest first.
   *
   * @return at most {@value #KEPT}
   */
  public List<StoredDryRun> all(UUID batch) {
    return jdbc.query(
        """
        select id, batch_id, settings_number, created_at, created_by, null as result, messages,
          done_at, error
        from batch_dry_runs where batch_id = ? order by id desc limit ?
        """,
        (row, _) -> dryRun(row),
        batch,
        KEPT);
  }

  /**
   * A batch that was released and of which not all lines were passed on.
   *
   * @param valid lines that can be sent
   * @param left those that were not passed on
   * @param result of the dry run, JSON, without texts
   */
  public record Unsent(String type, int valid, int left, String result) {
    /** Omits the result. */
    @Override
    public String toString() {
      return "Unsent[" + type + "]";
    }
  }

  /** The batches of a tenant that are not sent yet, with what their release was based on. */
  public List<Unsent> unsent(String tenant, int maxRows) {
    return jdbc.query(
        """
        select b.event_type, b.valid_lines, b.valid_lines - b.fed_lines as waiting,
          jsonb_build_object('encodings', d.result -> 'encodings', 'skipped', d.result -> 'skipped')
            as result
        from batches b join batch_dry_runs d on d.id = b.dry_run
        where b.tenant = ? and b.state in ('RECEIVING', 'RUNNING', 'PAUSED', 'SENT')
          and b.state in ('RUNNING', 'PAUSED') and b.fed_lines < b.valid_lines
        order by b.id limit ?
        """,
        (row, _) ->
            new Unsent(
                row.getString("event_type"),
                row.getInt("valid_lines"),
                row.getInt("waiting"),
                row.getString("result")),
        tenant,
        maxRows);
  }

  /**
   * Stores the result.
   *
   * @param result JSON
   * @param messages how many would be sent
   */
  public void finish(UUID id, String result, int messages) {
    jdbc.update(
        "update batch_dry_runs set result = ?::jsonb, messages = ?, done_at = now() where id = ?",
        result,
        messages,
        id);
  }

  /**
   * Notes that it cannot be computed.
   *
   * @param error what to do, without personal data
   */
  public void fail(UUID id, String error) {
    jdbc.update("update batch_dry_runs set error = ?, done_at = now() where id = ?", error, id);
  }

  private static StoredDryRun dryRun(ResultSet row) throws SQLException {
    return new StoredDryRun(
        row.getObject("id", UUID.class),
        row.getObject("batch_id", UUID.class),
        row.getInt("settings_number"),
        PgInstants.get(row, "created_at"),
        row.getString("created_by"),
        row.getString("result"),
        row.getObject("messages", Integer.class),
        PgInstants.getNullable(row, "done_at"),
        row.getString("error"));
  }
}
