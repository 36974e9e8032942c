package dev.notifier.store.batches;

import dev.notifier.contracts.sending.BatchReason;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Deletes what batches do not need any more, some parts at a time. The batch itself stays, without
 * values of its file. Thread-safe; calls take part in the transaction of the caller.
 */
public final class BatchCleaning {
  private static final int MAX_BATCHES = 100;

  private final JdbcTemplate jdbc;
  private final UploadStore uploads;
  private final BatchLines lines;

  public BatchCleaning(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.uploads = new UploadStore(dataSource);
    this.lines = new BatchLines(dataSource);
  }

  /**
   * What was deleted.
   *
   * @param batches of which nothing is left to delete
   * @param more whether there is more to delete now
   */
  public record Cleaned(int batches, boolean more) {}

  /**
   * Deletes batches whose file has not arrived for an hour, files of batches that cannot be read
   * again, and lines of batches that ended some time ago. Cancels batches that were not released
   * and not changed for the same time, as else their lines would be kept for ever.
   *
   * @param retention of lines after the end of the batch
   * @param maxParts how many parts or chunks
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Cleaned clean(Duration retention, int maxParts) {
    int abandoned = uploads.deleteAbandoned(MAX_BATCHES);
    cancelForgotten(retention);
    Optional<UUID> unread =
        first(
            """
            select b.id from batches b
            where (b.ended_at is not null and b.cleared_at is null
                or b.state in ('RUNNING', 'PAUSED', 'SENT'))
              and exists (select 1 from upload_chunks u where u.batch_id = b.id)
            limit 1
            """);
    if (unread.isPresent()) {
      boolean cleared = uploads.isCleared(unread.get(), maxParts);
      return new Cleaned(abandoned + (cleared ? 1 : 0), true);
    }
    Optional<UUID> ended =
        first(
            """
            select id from batches
            where ended_at < now() - ? * interval '1 second' and cleared_at is null
              and state <> 'RECEIVING'
            order by ended_at limit 1
            """,
            retention.toSeconds());
    if (ended.isEmpty()) {
      return new Cleaned(abandoned, false);
    }
    if (lines.isCleared(ended.get(), maxParts)) {
      jdbc.update("delete from batch_dry_runs where batch_id = ?", ended.get());
      jdbc.update("delete from batch_sketches where batch_id = ?", ended.get());
      jdbc.update(
          """
          update batches set cleared_at = now(), version = version + 1, question = null,
            settings = '{}', summary = null where id = ?
          """,
          ended.get());
      return new Cleaned(abandoned + 1, true);
    }
    return new Cleaned(abandoned, true);
  }

  private void cancelForgotten(Duration retention) {
    jdbc.update(
        BatchNotices.noticing(
            """
            update batches set version = version + 1, changed_at = now(), state = 'CANCELLED',
              ended_at = now(), question = null,
              reason = ?
            where id in (
              select id from batches
              where state in ('PARSING', 'NEEDS_ANSWER', 'READY', 'AWAITING_RELEASE')
                and ended_at is null and changed_at < now() - ? * interval '1 second'
              limit ?)
              and state in ('PARSING', 'NEEDS_ANSWER', 'READY', 'AWAITING_RELEASE')
            """),
        BatchReason.FORGOTTEN.sentence(),
        retention.toSeconds(),
        MAX_BATCHES);
  }

  private Optional<UUID> first(String query, Object... values) {
    return jdbc.query(query, (row, _) -> row.getObject(1, UUID.class), values).stream().findFirst();
  }
}
