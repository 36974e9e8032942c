package dev.notifier.console.webhooks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook of {@code GET /v1/webhooks}.
 *
 * @param formerEndsAt until when the secret before the last rotation signs, too
 * @param secret that was made just now
 */
record WebhookView(
    String id,
    int version,
    String name,
    String url,
    Filter filter,
    int batchSize,
    String state,
    @Nullable Suspension suspension,
    Delivery delivery,
    @Nullable Test lastTest,
    @Nullable Instant formerEndsAt,
    @Nullable String secret) {

  /** A page of webhooks. */
  record All(List<WebhookView> webhooks, @Nullable String next) {}

  /** Which changes are delivered: those that every list admits. */
  record Filter(
      List<String> sources,
      List<String> types,
      List<String> templates,
      List<String> groups,
      List<String> batches,
      List<String> states) {}

  /** Since when and why nothing is delivered. */
  record Suspension(Instant since, String reason, String by) {}

  /** How far the deliveries are. */
  record Delivery(
      long delivered,
      long failed,
      @Nullable Instant oldestUndeliveredAt,
      int attempts,
      @Nullable Instant failingSince,
      @Nullable Instant nextAttemptAt,
      @Nullable Instant lastSuccessAt,
      @Nullable Integer lastStatus,
      @Nullable String lastError,
      @Nullable Instant lastErrorAt,
      @Nullable Instant gapAt) {}

  /** What became of the last test event. */
  record Test(Instant at, boolean accepted, @Nullable Integer status, @Nullable String error) {}

  /** A page of changes that were given up. */
  record Failures(List<Failure> failures, @Nullable String next) {}

  /** A change that was given up. */
  record Failure(
      @Nullable String notificationId,
      @Nullable String state,
      Instant failedAt,
      int attempts,
      @Nullable Integer status,
      String error) {}

  /** A key of the texts {@code webhooks.state}. */
  String shownState() {
    if (suspension != null) {
      return "suspended";
    }
    return delivery.failingSince() == null ? "active" : "failing";
  }

  /** The colour of the state. */
  String tag() {
    return switch (shownState()) {
      case "active" -> "good";
      case "failing" -> "warn";
      default -> "bad";
    };
  }

  /** Does not contain the secret. */
  @Override
  public String toString() {
    return "WebhookView[" + id + "]";
  }
}
