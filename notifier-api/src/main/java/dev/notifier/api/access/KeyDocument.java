package dev.notifier.api.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyPermissions;
import dev.notifier.contracts.access.KeyRecord;
import dev.notifier.store.access.StoredKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key as administrators see it.
 *
 * @param prefix the readable part of the key as its holder has it
 * @param formerEndsAt when the secret before the last rotation ends; null if it has ended
 * @param key the whole key; null except in the one response after it was made
 */
record KeyDocument(
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
    Instant changedAt,
    String changedBy,
    @Nullable Instant revokedAt,
    @Nullable String revokedBy,
    @Nullable Instant lastUsedAt,
    @Nullable String lastUsedFrom,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {

  /**
   * A page of keys.
   *
   * @param next the {@code after} of the next page; null on the last page
   */
  record All(List<KeyDocument> keys, @Nullable String next) {}

  /**
   * What the key may send.
   *
   * @param teamNumbers how many numbers its team has; they are not stored in clear
   */
  record Permissions(
      List<String> eventTypes,
      List<String> categories,
      @Nullable Integer messagesPerDay,
      List<String> networks,
      int teamNumbers,
      @Nullable Integer requestsPerSecond,
      @Nullable String kafkaClient) {
    static Permissions of(KeyPermissions stored) {
      return new Permissions(
          stored.eventTypes(),
          stored.categories(),
          stored.messagesPerDay(),
          stored.networks(),
          stored.teamNumbers().size(),
          stored.requestsPerSecond(),
          stored.kafkaClient());
    }
  }

  /**
   * The document of a stored key.
   *
   * @param now decides whether the former secret has ended
   */
  static KeyDocument of(StoredKey stored, Instant now) {
    return of(stored, now, null);
  }

  /** The document of a key that was made just now, with its secret. */
  static KeyDocument of(StoredKey stored, Instant now, @Nullable KeyToken token) {
    KeyRecord key = stored.key();
    KeyKind kind = Objects.requireNonNull(key.kind(), "kind");
    return new KeyDocument(
        key.id(),
        KeyToken.prefix(kind, key.id()),
        key.version(),
        key.tenant(),
        key.name(),
        stored.owner(),
        kind.id(),
        key.scopes(),
        Permissions.of(key.permissions()),
        key.expiresAt(),
        formerEndsAt(key, now),
        stored.createdAt(),
        stored.createdBy(),
        stored.changedAt(),
        stored.changedBy(),
        key.revokedAt(),
        stored.revokedBy(),
        stored.lastUsedAt(),
        stored.lastUsedFrom(),
        token == null ? null : token.text());
  }

  private static @Nullable Instant formerEndsAt(KeyRecord key, Instant now) {
    return key.secrets().stream()
        .map(KeyRecord.Secret::endsAt)
        .filter(end -> end != null && end.isAfter(now))
        .findFirst()
        .orElse(null);
  }

  /** Omits the key. */
  @Override
  public String toString() {
    return "KeyDocument[" + id + "]";
  }
}
