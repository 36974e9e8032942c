package dev.notifier.store.retention;

import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Deletes submissions for which no receipt can come any more. No index leads to them, and none is
 * needed: the rows are read in the order of the pages of the table, a few pages at a time.
 * Thread-safe; calls take part in the transaction of the caller.
 */
public final class SubmissionDeletionStore {
  private final JdbcTemplate jdbc;

  public SubmissionDeletionStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /** Returns the number of pages of the table. */
  public long pages() {
    Long pages =
        jdbc.queryForObject(
            """
            select pg_relation_size('submissions') / current_setting('block_size')::bigint
            """,
            Long.class);
    return pages == null ? 0 : pages;
  }

  /**
   * Deletes the old rows of some pages. Skips locked rows, so it never blocks another transaction;
   * a later round deletes them. Receipts without a response are not deleted: they are reported
   * first, by a sweep.
   *
   * @param firstPage from 0
   * @param endPage exclusive
   * @param before when the response or the receipt was received last
   * @return the number of deleted rows
   */
  public int delete(long firstPage, long endPage, Instant before) {
    return jdbc.update(
        """
        delete from submissions where ctid = any(array(
          select ctid from submissions
          where ctid >= format('(%s,0)', ?::bigint)::tid
            and ctid < format('(%s,0)', ?::bigint)::tid
            and unmatched_since is null and greatest(responded_at, receipt_at) < ?
          for update skip locked))
        """,
        firstPage, endPage, before.atOffset(ZoneOffset.UTC));
  }
}
