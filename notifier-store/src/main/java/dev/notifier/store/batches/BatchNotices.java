package dev.notifier.store.batches;

import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.PgInstants;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * The changes of the states of batches that are to be published. They are stored with the change
 * itself, so none is lost. Thread-safe; calls take part in the transaction of the caller; all throw
 * {@link DataAccessException} if PostgreSQL is unavailable.
 */
public final class BatchNotices {
  /** The states that are published: those after the release, and the end. */
  static final Set<BatchState> NOTICED =
      EnumSet.of(
          BatchState.RUNNING,
          BatchState.PAUSED,
          BatchState.SENT,
          BatchState.DONE,
          BatchState.CANCELLED);

  private final JdbcTemplate jdbc;

  public BatchNotices(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * A batch has another state.
   *
   * @param id ascending for each batch
   * @param reason why it is paused, or was cancelled without a request; null if nothing is said
   */
  public record Notice(
      long id, UUID batch, String tenant, String state, @Nullable String reason, Instant at) {}

  /** A statement that changes states of batches, and stores them as notices. */
  static String noticing(String update) {
    return """
    with moved as (%s returning id, tenant, state, reason, changed_at, released_at)
    insert into batch_notices (batch_id, tenant, state, reason, at)
    select id, tenant, state,
      case when state = 'PAUSED' or state = 'CANCELLED' and released_at is null then reason end,
      changed_at
    from moved
    """
        .formatted(update);
  }

  /** The oldest ones that are not published. */
  public List<Notice> unpublished(int maxRows) {
    return jdbc.query(
        "select id, batch_id, tenant, state, reason, at from batch_notices order by id limit ?",
        (row, _) ->
            new Notice(
                row.getLong("id"),
                row.getObject("batch_id", UUID.class),
                row.getString("tenant"),
                row.getString("state"),
                row.getString("reason"),
                PgInstants.get(row, "at")),
        maxRows);
  }

  /** Forgets those that were published. */
  public void published(List<Notice> notices) {
    jdbc.update(
        "delete from batch_notices where id = any(?)",
        new SqlArrayValue("bigint", notices.stream().map(Notice::id).toArray()));
  }
}
