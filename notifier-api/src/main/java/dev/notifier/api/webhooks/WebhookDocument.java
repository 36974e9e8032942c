package dev.notifier.api.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.store.webhooks.SealedSecret;
import dev.notifier.store.webhooks.StoredWebhook;
import dev.notifier.store.webhooks.Webhook;
import dev.notifier.store.webhooks.Webhook.Suspension;
import dev.notifier.store.webhooks.WebhookFailure;
import dev.notifier.store.webhooks.WebhookFilter;
import dev.notifier.store.webhooks.WebhookProgress;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as its managers see it.
 *
 * @param formerEndsAt until when the secret before the last rotation signs; null if it has ended
 * @param secret null except in the one response after it was made
 */
record WebhookDocument(
    String id,
    int version,
    String name,
    String url,
    WebhookFilter filter,
    int batchSize,
    String state,
    @Nullable SuspensionPart suspension,
    Delivery delivery,
    @Nullable TestPart lastTest,
    @Nullable Instant formerEndsAt,
    Instant createdAt,
    String createdBy,
    Instant changedAt,
    String changedBy,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

  private static final String ACTIVE = "active";
  private static final String SUSPENDED = "suspended";

  /**
   * A page of webhooks.
   *
   * @param next the {@code after} of the next page; null on the last page
   */
  record All(List<WebhookDocument> webhooks, @Nullable String next) {}

  /** A page of failures. */
  record Failures(List<Failure> failures, @Nullable String next) {}

  /** Why nothing is delivered. */
  record SuspensionPart(Instant since, String reason, String by) {
    static @Nullable SuspensionPart of(@Nullable Suspension suspension) {
      return suspension == null
          ? null
          : new SuspensionPart(suspension.at(), suspension.reason().id(), suspension.by());
    }
  }

  /** How far the deliveries are; a few seconds old. */
  record Delivery(
      long delivered,
      long failed,
      @Nullable Instant oldestUndeliveredAt,
      int attempts,
      @Nullable Instant failingSince,
      @Nullable Instant nextAttemptAt,
      @Nullable Instant lastAttemptAt,
      @Nullable Instant lastSuccessAt,
      @Nullable Integer lastStatus,
      @Nullable String lastError,
      @Nullable Instant lastErrorAt,
      @Nullable Instant gapAt) {
    static Delivery of(WebhookProgress progress) {
      WebhookProgress.Attempt attempt = progress.attempt();
      return new Delivery(
          progress.delivered(),
          progress.failed(),
          progress.oldestAt(),
          attempt.attempts(),
          attempt.failingSince(),
          attempt.nextAt(),
          attempt.lastAt(),
          attempt.successAt(),
          attempt.status(),
          attempt.error(),
          attempt.errorAt(),
          progress.gapAt());
    }
  }

  /** What became of a test event. */
  record TestPart(Instant at, boolean accepted, @Nullable Integer status, @Nullable String error) {
    static @Nullable TestPart of(WebhookProgress.@Nullable Test test) {
      return test == null
          ? null
          : new TestPart(test.at(), test.error() == null, test.status(), test.error());
    }
  }

  /** A change that the receiver refused for good. */
  record Failure(
      long number,
      String eventId,
      @Nullable UUID notificationId,
      @Nullable String state,
      Instant stateAt,
      Instant failedAt,
      int attempts,
      @Nullable Integer status,
      String error) {
    static Failure of(WebhookFailure stored) {
      return new Failure(
          stored.id(),
          stored.eventId(),
          stored.notificationId(),
          stored.state(),
          stored.stateAt(),
          stored.failedAt(),
          stored.attempts(),
          stored.status(),
          stored.error());
    }
  }

  /**
   * The document of a stored webhook.
   *
   * @param now decides whether the former secret has ended
   */
  static WebhookDocument of(StoredWebhook stored, Instant now) {
    return of(stored, now, null);
  }

  /** The document of a webhook whose secret was made just now. */
  static WebhookDocument of(StoredWebhook stored, Instant now, @Nullable String secret) {
    Webhook webhook = stored.webhook();
    return new WebhookDocument(
        webhook.id(),
        webhook.version(),
        webhook.name(),
        webhook.url(),
        webhook.filter(),
        webhook.batchSize(),
        webhook.suspension() == null ? ACTIVE : SUSPENDED,
        SuspensionPart.of(webhook.suspension()),
        Delivery.of(stored.progress()),
        TestPart.of(stored.progress().test()),
        formerEndsAt(webhook, now),
        stored.createdAt(),
        stored.createdBy(),
        stored.changedAt(),
        stored.changedBy(),
        secret);
  }

  private static @Nullable Instant formerEndsAt(Webhook webhook, Instant now) {
    return webhook.secrets().stream()
        .map(SealedSecret::endsAt)
        .filter(end -> end != null && end.isAfter(now))
        .findFirst()
        .orElse(null);
  }

  /** Omits the secret. */
  @Override
  public String toString() {
    return "WebhookDocument[" + id + "]";
  }
}
