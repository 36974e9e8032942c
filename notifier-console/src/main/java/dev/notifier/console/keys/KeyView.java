package dev.notifier.console.keys;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key of {@code GET /v1/keys}.
 *
 * @param formerEndsAt until when the secret before the last rotation is accepted, too
 * @param lastUsedFrom a network
 * @param key the whole key, if it was made just now
 */
record KeyView(
    String id,
    String prefix,
    int version,
    String tenant,
    String name,
    String owner,
    String kind,
    List<String> scopes,
    Permissions permissions,
    Instant expiresAt,
    @Nullable Instant formerEndsAt,
    Instant createdAt,
    String createdBy,
    @Nullable Instant revokedAt,
    @Nullable String revokedBy,
    @Nullable Instant lastUsedAt,
    @Nullable String lastUsedFrom,
    @Nullable String key) {

  /** A page of keys. */
  record All(List<KeyView> keys, @Nullable String next) {}

  /**
   * What a key may send, and from where.
   *
   * @param teamNumbers how many numbers the team has
   */
  record Permissions(
      List<String> eventTypes,
      List<String> categories,
      @Nullable Long messagesPerDay,
      List<String> networks,
      int teamNumbers,
      @Nullable Integer requestsPerSecond,
      @Nullable String kafkaClient) {}

  /** A key of the texts {@code keys.state}. */
  String state(Instant now) {
    if (revokedAt != null) {
      return "revoked";
    }
    return now.isBefore(expiresAt) ? "valid" : "expired";
  }

  /** The colour of the state. */
  String tag(Instant now) {
    return switch (state(now)) {
      case "valid" -> "good";
      case "expired" -> "warn";
      default -> "bad";
    };
  }

  /** Does not contain the secret. */
  @Override
  public String toString() {
    return "KeyView[" + id + "]";
  }
}
