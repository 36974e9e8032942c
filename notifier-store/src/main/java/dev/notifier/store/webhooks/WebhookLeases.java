package dev.notifier.store.webhooks;

import dev.notifier.store.PgInstants;
import dev.notifier.store.webhooks.Webhook.Reason;
import dev.notifier.store.webhooks.Webhook.Suspension;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores which worker delivers to which webhook. A lease ends by PostgreSQL's clock; a worker that
 * has lost one writes nothing more about its webhook. Thread-safe.
 */
public final class WebhookLeases {
  private final JdbcClient jdbc;
  private final JdbcTemplate batch;
  private final TransactionTemplate transaction;
  private final String worker;
  private final Duration lease;

  /**
   * @param worker the name of this worker, unique among all
   * @param lease how long a lease is valid after it was renewed
   */
  public WebhookLeases(DataSource dataSource, String worker, Duration lease) {
    this.jdbc = JdbcClient.create(dataSource);
    this.batch = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.worker = worker;
    this.lease = lease;
  }

  /** The progress of a webhook. */
  public record Saved(String id, WebhookProgress progress) {}

  /**
   * Renews the leases of this worker and takes others that are free, up to its share: the webhooks
   * divided by the workers that live.
   *
   * @param held the webhooks that the worker has at the moment
   * @return the webhooks that it has leased now, also more than its share; those of a suspended
   *     tenant are suspended
   */
  public List<StoredWebhook> renew(Set<String> held) {
    List<StoredWebhook> leased =
        transaction.execute(_ -> {
          noteWorker();
          Set<String> renewed = new HashSet<>(renewHeld(held));
          int free = share() - renewed.size();
          if (free > 0) {
            take(free);
          }
          return leased();
        });
    return leased == null ? List.of() : leased;
  }

  private void noteWorker() {
    jdbc.sql(
            """
            insert into webhook_workers (name, seen_at) values (:worker, now())
            on conflict (name) do update set seen_at = excluded.seen_at
            """)
        .param("worker", worker)
        .update();
    jdbc.sql("delete from webhook_workers where seen_at < now() - cast(:lease as interval)")
        .param("lease", lease.toString())
        .update();
  }

  private List<String> renewHeld(Set<String> held) {
    return jdbc.sql(
            """
            update webhook_progress
            set leased_until = now() + cast(:lease as interval)
            where owner = :worker and leased_until > now() and webhook_id = any(:held)
            returning webhook_id
            """)
        .param("worker", worker)
        .param("lease", lease.toString())
        .param("held", held.toArray(String[]::new))
        .query((row, _) -> row.getString("webhook_id"))
        .list();
  }

  /** How many webhooks each of the workers has, rounded up. */
  public int share() {
    return jdbc.sql(
            """
            select ceil((select count(*) from webhooks)::numeric
                        / greatest(1, (select count(*) from webhook_workers)))::int
            """)
        .query(Integer.class)
        .single();
  }

  private void take(int most) {
    jdbc.sql(
            """
            update webhook_progress p
            set owner = :worker, leased_until = now() + cast(:lease as interval)
            from (
              select webhook_id from webhook_progress
              where leased_until is null or leased_until < now()
              order by leased_until nulls first, webhook_id limit :most
              for update skip locked) free
            where p.webhook_id = free.webhook_id
            """)
        .param("worker", worker)
        .param("lease", lease.toString())
        .param("most", most)
        .update();
  }

  private List<StoredWebhook> leased() {
    return jdbc.sql(
            "select "
                + WebhookRows.WEBHOOK
                + ", "
                + WebhookRows.PROGRESS
                + """
                , case when t.suspended then t.changed_at end as tenant_suspended_at
                from webhook_progress p join webhooks w on w.id = p.webhook_id
                  left join tenants t on t.id = w.tenant
                where p.owner = :worker and p.leased_until > now()
                order by w.id
                """)
        .param("worker", worker)
        .query(WebhookLeases::stored)
        .list();
  }

  /** No webhook of a suspended tenant is tried, whatever else its state is. */
  private static StoredWebhook stored(ResultSet row, int number) throws SQLException {
    StoredWebhook stored = WebhookRows.stored(row, number);
    Instant since = PgInstants.getNullable(row, "tenant_suspended_at");
    return since == null
        ? stored
        : stored.withWebhook(
            stored.webhook().withSuspension(new Suspension(since, Reason.COMMAND, "tenant")));
  }

  /** Gives up a lease, so that another worker can take it at once. */
  public void release(String id) {
    jdbc.sql(
            """
            update webhook_progress set owner = null, leased_until = null
            where webhook_id = :id and owner = :worker
            """)
        .param("id", id)
        .param("worker", worker)
        .update();
  }

  /** No longer counts this worker, which ends. */
  public void leave() {
    jdbc.sql("delete from webhook_workers where name = :worker").param("worker", worker).update();
  }

  /** Writes the progress of webhooks that are leased to this worker. */
  public void save(List<Saved> all) {
    batch.batchUpdate(
        """
        update webhook_progress
        set replays = ?, tests = ?, position_at = ?, oldest_at = ?, gap_at = ?, attempts = ?,
            failing_since = ?, next_attempt_at = ?, last_attempt_at = ?, last_success_at = ?,
            last_status = ?, last_error = ?, last_error_at = ?, delivered = ?, failed = ?,
            tested_at = ?, test_status = ?, test_error = ?
        where webhook_id = ? and owner = ?
        """,
        all.stream().map(this::values).toList(),
        TYPES);
  }

  private static final int[] TYPES = {
    Types.INTEGER,
    Types.INTEGER,
    Types.TIMESTAMP,
    Types.TIMESTAMP,
    Types.TIMESTAMP,
    Types.INTEGER,
    Types.TIMESTAMP,
    Types.TIMESTAMP,
    Types.TIMESTAMP,
    Types.TIMESTAMP,
    Types.INTEGER,
    Types.VARCHAR,
    Types.TIMESTAMP,
    Types.BIGINT,
    Types.BIGINT,
    Types.TIMESTAMP,
    Types.INTEGER,
    Types.VARCHAR,
    Types.VARCHAR,
    Types.VARCHAR
  };

  private @Nullable Object[] values(Saved saved) {
    WebhookProgress progress = saved.progress();
    WebhookProgress.Attempt attempt = progress.attempt();
    WebhookProgress.Test test = progress.test();
    return new @Nullable Object[] {
      progress.replays(),
      progress.tests(),
      timestamp(progress.positionAt()),
      timestamp(progress.oldestAt()),
      timestamp(progress.gapAt()),
      attempt.attempts(),
      timestamp(attempt.failingSince()),
      timestamp(attempt.nextAt()),
      timestamp(attempt.lastAt()),
      timestamp(attempt.successAt()),
      attempt.status(),
      attempt.error(),
      timestamp(attempt.errorAt()),
      progress.delivered(),
      progress.failed(),
      test == null ? null : timestamp(test.at()),
      test == null ? null : test.status(),
      test == null ? null : test.error(),
      saved.id(),
      worker
    };
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant time) {
    return time == null ? null : Timestamp.from(time);
  }
}
