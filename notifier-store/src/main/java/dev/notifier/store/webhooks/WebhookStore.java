package dev.notifier.store.webhooks;

import dev.notifier.store.JsonText;
import dev.notifier.store.PgInstants;
import dev.notifier.store.webhooks.Webhook.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores webhooks for those who manage them. Each method takes part in the transaction of the
 * caller if there is one. Thread-safe.
 */
public final class WebhookStore {
  /** The seed of the advisory lock under which webhooks are counted. */
  private static final long COUNT_LOCK = 0x6e6f_7469_0032L;

  private static final String SELECT =
      "select "
          + WebhookRows.WEBHOOK
          + ", "
          + WebhookRows.PROGRESS
          + "from webhooks w join webhook_progress p on p.webhook_id = w.id ";

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  public WebhookStore(DataSource dataSource, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.clock = clock;
  }

  /**
   * How many webhooks there may be.
   *
   * @param ofTenant of one tenant
   * @param ofAll of all tenants together
   */
  public record Limits(int ofTenant, int ofAll) {}

  /**
   * Returns a page of the webhooks of a tenant, by id.
   *
   * @param after the last id of the page before; empty for the first page
   * @param limit the most webhooks
   */
  public List<StoredWebhook> page(String tenant, String after, int limit) {
    return jdbc.sql(
            SELECT + "where w.tenant = :tenant and w.id > :after order by w.id limit :limit")
        .param("tenant", tenant)
        .param("after", after)
        .param("limit", limit)
        .query(WebhookRows::stored)
        .list();
  }

  /** Returns a webhook of a tenant. */
  public Optional<StoredWebhook> find(String tenant, String id) {
    return jdbc.sql(SELECT + "where w.tenant = :tenant and w.id = :id")
        .param("tenant", tenant)
        .param("id", id)
        .query(WebhookRows::stored)
        .optional();
  }

  /**
   * Stores a new webhook. Parallel calls never exceed the limits.
   *
   * @return false if there are too many; nothing is changed then
   */
  public boolean insert(Webhook webhook, String createdBy, Limits limits) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          jdbc.sql("select pg_advisory_xact_lock(:lock)")
              .param("lock", COUNT_LOCK)
              .query((row, number) -> number)
              .single();
          return insertLocked(webhook, createdBy, limits);
        }));
  }

  private boolean insertLocked(Webhook webhook, String createdBy, Limits limits) {
    return jdbc.sql(
                """
                with made as (
                  insert into webhooks
                    (id, version, tenant, name, url, filter, batch_size, secrets, replays,
                     replay_from, created_at, created_by, changed_at, changed_by)
                  select :id, :version, :tenant, :name, :url, :filter::jsonb, :batchSize,
                         :secrets::jsonb, :replays, :replayFrom, :now, :by, :now, :by
                  where (select count(*) from webhooks where tenant = :tenant) < :ofTenant
                    and (select count(*) from webhooks) < :ofAll
                  returning id)
                insert into webhook_progress (webhook_id) select id from made
                """)
            .param("id", webhook.id())
            .param("version", webhook.version())
            .param("tenant", webhook.tenant())
            .param("name", webhook.name())
            .param("url", webhook.url())
            .param("filter", JsonText.write(webhook.filter()))
            .param("batchSize", webhook.batchSize())
            .param("secrets", JsonText.write(webhook.secrets()))
            .param("replays", webhook.replay().number())
            .param("replayFrom", Timestamp.from(webhook.replay().from()))
            .param("now", now())
            .param("by", createdBy)
            .param("ofTenant", limits.ofTenant())
            .param("ofAll", limits.ofAll())
            .update()
        == 1;
  }

  /**
   * Stores what callers can change, in the next version.
   *
   * @param next with the version that the table has
   * @return false if another change was first; nothing is changed then
   */
  public boolean update(Webhook next, String changedBy) {
    return jdbc.sql(
                """
                update webhooks
                set version = version + 1, name = :name, url = :url, filter = :filter::jsonb,
                    batch_size = :batchSize, secrets = :secrets::jsonb, changed_at = :now,
                    changed_by = :by
                where tenant = :tenant and id = :id and version = :version
                """)
            .param("tenant", next.tenant())
            .param("id", next.id())
            .param("version", next.version())
            .param("name", next.name())
            .param("url", next.url())
            .param("filter", JsonText.write(next.filter()))
            .param("batchSize", next.batchSize())
            .param("secrets", JsonText.write(next.secrets()))
            .param("now", now())
            .param("by", changedBy)
            .update()
        == 1;
  }

  /** Deletes a webhook with its failures; false if it does not exist. */
  public boolean delete(String tenant, String id) {
    return jdbc.sql("delete from webhooks where tenant = :tenant and id = :id")
            .param("tenant", tenant)
            .param("id", id)
            .update()
        == 1;
  }

  /**
   * Suspends a webhook, including one that the worker has suspended: only a command ends it then.
   *
   * @return false if a caller has suspended it already
   */
  public boolean suspend(String tenant, String id, String by) {
    return changed(
        """
        update webhooks
        set suspended_at = :now, suspended_reason = :reason, suspended_by = :by,
            version = version + 1, changed_at = :now, changed_by = :by
        where tenant = :tenant and id = :id
          and (suspended_at is null or suspended_reason <> :reason)
        """,
        tenant,
        id,
        by);
  }

  /** Ends a suspension; false if there is none. */
  public boolean resume(String tenant, String id, String by) {
    return changed(
        """
        update webhooks
        set suspended_at = null, suspended_reason = null, suspended_by = null,
            version = version + 1, changed_at = :now, changed_by = :by
        where tenant = :tenant and id = :id and suspended_at is not null
        """,
        tenant,
        id,
        by);
  }

  /** Asks for a test event; false if one that was asked for has not been sent. */
  public boolean test(String tenant, String id) {
    return changed(
        """
        update webhooks
        set tests = tests + 1
        where tenant = :tenant and id = :id
          and tests <= (select tests from webhook_progress where webhook_id = :id)
        """,
        tenant,
        id,
        "");
  }

  private boolean changed(String sql, String tenant, String id, String by) {
    return jdbc.sql(sql)
            .param("tenant", tenant)
            .param("id", id)
            .param("by", by)
            .param("reason", Reason.COMMAND.id())
            .param("now", now())
            .update()
        == 1;
  }

  /** Asks to read again from a time on; false if the webhook does not exist. */
  public boolean replay(String tenant, String id, Instant from, String by) {
    return jdbc.sql(
                """
                update webhooks
                set replays = replays + 1, replay_from = :from, version = version + 1,
                    changed_at = :now, changed_by = :by
                where tenant = :tenant and id = :id
                """)
            .param("tenant", tenant)
            .param("id", id)
            .param("from", Timestamp.from(from))
            .param("now", now())
            .param("by", by)
            .update()
        == 1;
  }

  /**
   * Returns a page of the failures of a webhook, the newest first.
   *
   * @param before the last id of the page before; {@link Long#MAX_VALUE} for the first page
   */
  public List<WebhookFailure> failures(String id, long before, int limit) {
    return jdbc.sql(
            """
            select id, event_id, notification_id, state, state_at, failed_at, attempts, status, error
            from webhook_failures
            where webhook_id = :id and id < :before
            order by id desc limit :limit
            """)
        .param("id", id)
        .param("before", before)
        .param("limit", limit)
        .query(WebhookStore::failure)
        .list();
  }

  private static WebhookFailure failure(ResultSet row, int number) throws SQLException {
    return new WebhookFailure(
        row.getLong("id"),
        row.getString("event_id"),
        row.getObject("notification_id", UUID.class),
        row.getString("state"),
        PgInstants.get(row, "state_at"),
        PgInstants.get(row, "failed_at"),
        row.getInt("attempts"),
        row.getObject("status", Integer.class),
        row.getString("error"));
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
