package dev.notifier.store.webhooks;

import dev.notifier.store.webhooks.Webhook.Reason;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a worker decides about a webhook: what is given up, and when it is suspended. Thread-safe.
 */
public final class WebhookOutcomes {
  /** The most failures of a webhook that are kept. */
  static final int MAX_FAILURES = 10_000;

  private static final String WORKER = "worker";

  private final JdbcClient jdbc;
  private final JdbcTemplate batch;

  public WebhookOutcomes(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.batch = new JdbcTemplate(dataSource);
  }

  /** Adds failures, and removes the oldest beyond {@value #MAX_FAILURES} and after 30 days. */
  public void addFailures(String id, List<WebhookFailure> failures) {
    batch.batchUpdate(
        """
        insert into webhook_failures
          (webhook_id, event_id, notification_id, state, state_at, failed_at, attempts, status, error)
        select id, ?, ?, ?, ?, ?, ?, ?, ? from webhooks where id = ?
        """,
        failures.stream()
            .map(each ->
                new Object[] {
                  each.eventId(),
                  each.notificationId(),
                  each.state(),
                  Timestamp.from(each.stateAt()),
                  Timestamp.from(each.failedAt()),
                  each.attempts(),
                  each.status(),
                  each.error(),
                  id
                })
            .toList(),
        new int[] {
          Types.VARCHAR,
          Types.OTHER,
          Types.VARCHAR,
          Types.TIMESTAMP,
          Types.TIMESTAMP,
          Types.INTEGER,
          Types.INTEGER,
          Types.VARCHAR,
          Types.VARCHAR
        });
    jdbc.sql(
            """
            delete from webhook_failures
            where webhook_id = :id
              and (failed_at < now() - interval '30 days'
                   or id <= (
                     select id from webhook_failures where webhook_id = :id
                     order by id desc offset :most limit 1))
            """)
        .param("id", id)
        .param("most", MAX_FAILURES)
        .update();
  }

  /** Suspends a webhook, unless it is suspended; one that a worker has suspended may be gone. */
  public void suspend(String id, Reason reason) {
    jdbc.sql(
            """
            update webhooks
            set suspended_at = now(), suspended_reason = :reason, suspended_by = :by
            where id = :id
              and (suspended_at is null
                   or (suspended_by = :by and suspended_reason <> :gone and :reason = :gone))
            """)
        .param("id", id)
        .param("gone", Reason.GONE.id())
        .param("reason", reason.id())
        .param("by", WORKER)
        .update();
  }

  /** Ends a suspension of a worker: the receiver accepts again. */
  public void resume(String id) {
    jdbc.sql(
            """
            update webhooks
            set suspended_at = null, suspended_reason = null, suspended_by = null
            where id = :id and suspended_by = :by
            """)
        .param("id", id)
        .param("by", WORKER)
        .update();
  }
}
