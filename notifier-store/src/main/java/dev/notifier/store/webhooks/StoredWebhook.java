package dev.notifier.store.webhooks;

import java.time.Instant;

/**
 * A webhook with what is known about it.
 *
 * @param progress as it was a few seconds ago
 */
public record StoredWebhook(
    Webhook webhook,
    WebhookProgress progress,
    Instant createdAt,
    String createdBy,
    Instant changedAt,
    String changedBy) {
  StoredWebhook withWebhook(Webhook other) {
    return new StoredWebhook(other, progress, createdAt, createdBy, changedAt, changedBy);
  }
}
