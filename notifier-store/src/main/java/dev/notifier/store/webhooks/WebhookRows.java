package dev.notifier.store.webhooks;

import dev.notifier.contracts.RecordJson;
import dev.notifier.store.JsonText;
import dev.notifier.store.PgInstants;
import dev.notifier.store.webhooks.Webhook.Reason;
import dev.notifier.store.webhooks.Webhook.Replay;
import dev.notifier.store.webhooks.Webhook.Suspension;
import dev.notifier.store.webhooks.WebhookProgress.Attempt;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Reads rows of webhooks and of their progress. */
final class WebhookRows {
  static final String WEBHOOK =
      """
      w.id, w.version, w.tenant, w.name, w.url, w.filter::text, w.batch_size, w.secrets::text,
      w.suspended_at, w.suspended_reason, w.suspended_by, w.replays as replays_wanted,
      w.replay_from, w.tests as tests_wanted, w.created_at, w.created_by, w.changed_at, w.changed_by
      """;

  static final String PROGRESS =
      """
      p.replays, p.tests, p.position_at, p.oldest_at, p.gap_at, p.attempts, p.failing_since,
      p.next_attempt_at, p.last_attempt_at, p.last_success_at, p.last_status, p.last_error,
      p.last_error_at, p.delivered, p.failed, p.tested_at, p.test_status, p.test_error
      """;

  private WebhookRows() {}

  static StoredWebhook stored(ResultSet row, int number) throws SQLException {
    return new StoredWebhook(
        webhook(row),
        progress(row),
        PgInstants.get(row, "created_at"),
        row.getString("created_by"),
        PgInstants.get(row, "changed_at"),
        row.getString("changed_by"));
  }

  private static Webhook webhook(ResultSet row) throws SQLException {
    Instant suspendedAt = PgInstants.getNullable(row, "suspended_at");
    return new Webhook(
        row.getString("id"),
        row.getInt("version"),
        row.getString("tenant"),
        row.getString("name"),
        row.getString("url"),
        JsonText.read(row.getString("filter"), WebhookFilter.class),
        row.getInt("batch_size"),
        List.of(
            RecordJson.read(
                row.getString("secrets").getBytes(StandardCharsets.UTF_8), SealedSecret[].class)),
        suspendedAt == null
            ? null
            : new Suspension(
                suspendedAt,
                Reason.of(row.getString("suspended_reason")),
                row.getString("suspended_by")),
        new Replay(row.getInt("replays_wanted"), PgInstants.get(row, "replay_from")),
        row.getInt("tests_wanted"));
  }

  private static WebhookProgress progress(ResultSet row) throws SQLException {
    Instant testedAt = PgInstants.getNullable(row, "tested_at");
    return new WebhookProgress(
        row.getInt("replays"),
        row.getInt("tests"),
        PgInstants.getNullable(row, "position_at"),
        PgInstants.getNullable(row, "oldest_at"),
        PgInstants.getNullable(row, "gap_at"),
        new Attempt(
            row.getInt("attempts"),
            PgInstants.getNullable(row, "failing_since"),
            PgInstants.getNullable(row, "next_attempt_at"),
            PgInstants.getNullable(row, "last_attempt_at"),
            PgInstants.getNullable(row, "last_success_at"),
            row.getObject("last_status", Integer.class),
            row.getString("last_error"),
            PgInstants.getNullable(row, "last_error_at")),
        row.getLong("delivered"),
        row.getLong("failed"),
        testedAt == null
            ? null
            : new WebhookProgress.Test(
                testedAt,
                row.getObject("test_status", Integer.class),
                row.getString("test_error")));
  }
}
