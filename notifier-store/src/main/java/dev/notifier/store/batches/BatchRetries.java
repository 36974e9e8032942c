package dev.notifier.store.batches;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.jobs.JobStore;
import dev.notifier.store.jobs.NewJob;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes batches of lines that failed. Thread-safe; calls take part in the transaction of the
 * caller; all throw {@link DataAccessException} if PostgreSQL is unavailable.
 */
public final class BatchRetries {
  /**
   * Reasons for which the same message may arrive later: those of routes and carriers, and not
   * those of the line, its recipient or its template.
   */
  private static final Set<FailureReason> RETRIABLE =
      EnumSet.of(
          FailureReason.NO_ROUTE,
          FailureReason.EXPIRED_BEFORE_SUBMISSION,
          FailureReason.INTERNAL,
          FailureReason.CARRIER_THROTTLED,
          FailureReason.CARRIER_QUEUE_FULL,
          FailureReason.CARRIER_SYSTEM_ERROR,
          FailureReason.CARRIER_TEMPORARY,
          FailureReason.CARRIER_UNKNOWN_ERROR,
          FailureReason.CARRIER_INVALID_SOURCE,
          FailureReason.CARRIER_REJECTED,
          FailureReason.CARRIER_PROTOCOL_ERROR,
          FailureReason.ATTEMPTS_EXHAUSTED,
          FailureReason.RECEIPT_EXPIRED,
          FailureReason.RECEIPT_REJECTED,
          FailureReason.RECEIPT_DELETED);

  private static final Set<NotificationState> FAILED =
      EnumSet.of(
          NotificationState.REJECTED, NotificationState.UNDELIVERED, NotificationState.EXPIRED);

  private final JdbcTemplate jdbc;
  private final JobStore jobs;

  public BatchRetries(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.jobs = new JobStore(dataSource);
  }

  /** Whether a line that ended so may arrive if it is sent again. */
  public static boolean isRetriable(NotificationState state, @Nullable FailureReason reason) {
    return FAILED.contains(state) && reason != null && RETRIABLE.contains(reason);
  }

  /** The batch that has the failed lines of another one and was not given up. */
  public Optional<UUID> find(UUID first) {
    return jdbc
        .query(
            """
            select id from batches
            where retry_of = ? and state not in ('CANCELLED', 'UNREADABLE')
            """,
            (row, _) -> row.getObject(1, UUID.class),
            first)
        .stream()
        .findFirst();
  }

  /**
   * Adds a batch for the failed lines of one that is DONE, and the job that copies them. It has the
   * versions of the first one. Needs a transaction.
   *
   * @param first whose lines are not deleted yet
   * @param maxOpen how many batches of the tenant may not have ended
   * @return empty if there are as many, or if another one was added at this moment
   */
  public Optional<UUID> add(StoredBatch first, String by, int maxOpen) {
    Optional<UUID> added =
        jdbc
            .query(
                """
                insert into batches (tenant, name, event_type, type_version, template_id,
                  template_version, file_kind, state, created_by, retry_of)
                select tenant, name, event_type, type_version, template_id, template_version,
                  file_kind, 'PARSING', ?, id
                from batches b
                where id = ? and state = 'DONE' and cleared_at is null and (
                  select count(*) from batches o where o.tenant = b.tenant and o.ended_at is null) < ?
                on conflict (retry_of) where retry_of is not null
                  and state not in ('CANCELLED', 'UNREADABLE') do nothing
                returning id
                """,
                (row, _) -> row.getObject(1, UUID.class),
                by,
                first.id(),
                maxOpen)
            .stream()
            .findFirst();
    added.ifPresent(id ->
        jobs.add(new NewJob(first.tenant(), BatchJob.RETRY, new BatchJob(id, null), null, by)));
    return added;
  }
}
