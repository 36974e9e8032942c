package dev.notifier.api.access;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.CallerKey;
import dev.notifier.api.security.UserSession;
import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyPermissions;
import dev.notifier.contracts.access.KeyRecord;
import dev.notifier.store.access.KeyMakers;
import dev.notifier.store.access.KeyStore;
import dev.notifier.store.access.StoredKey;
import dev.notifier.store.audit.AuditEntry.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes keys, each in one transaction with its entry in the audit. The entry has neither secrets
 * nor hashes, and no owner or number, who may be a person. Thread-safe.
 */
final class KeyChanges {
  /** A page of the audit has up to 1,000 entries, so each of them is small. */
  private static final int MAX_LISTED = 20;

  private final KeyStore store;
  private final KeyMakers makers;
  private final AuditTrail audit;

  KeyChanges(KeyStore store, KeyMakers makers, AuditTrail audit) {
    this.store = store;
    this.makers = makers;
    this.audit = audit;
  }

  /**
   * Stores a new key.
   *
   * @return empty if its tenant has as many as it may have
   */
  Optional<StoredKey> insert(KeyRecord key, String owner, Caller by, KeyStore.Limits limits) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("tenant", key.tenant());
    detail.put("name", key.name());
    detail.put("kind", Optional.ofNullable(key.kind()).map(KeyKind::id).orElse(""));
    detail.putAll(rights(key));
    return StoreAccess.call(() ->
        audit.change(
            () -> {
              requireValid(by);
              return store.insert(key, owner, by.name(), limits);
            },
            done -> done.isPresent() ? change(key, detail) : null));
  }

  /**
   * Stores the successor of a key.
   *
   * @return empty if another change was first
   */
  Optional<StoredKey> update(StoredKey stored, KeyRecord next, String owner, Caller by) {
    return update(stored, next, owner, by, null);
  }

  /**
   * Stores the revoked successor of a key, and cancels what it has sent, in the same transaction.
   *
   * @param cancelUnsent cancels; null if it was sent
   * @return empty if another change was first
   */
  Optional<StoredKey> update(
      StoredKey stored, KeyRecord next, String owner, Caller by, @Nullable Runnable cancelUnsent) {
    KeyRecord before = stored.key();
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("tenant", next.tenant());
    detail.put("version", next.version());
    if (!before.name().equals(next.name())) {
      detail.put("name", next.name());
    }
    if (!stored.owner().equals(owner)) {
      detail.put("ownerChanged", true);
    }
    if (!Objects.equals(before.permissions(), next.permissions())) {
      detail.put("permissionsChanged", true);
    }
    if (!rights(before).equals(rights(next))) {
      detail.put("before", rights(before));
      detail.put("after", rights(next));
    }
    if (cancelUnsent != null) {
      detail.put("cancelUnsent", true);
    }
    return StoreAccess.call(() ->
        audit.change(
            () -> {
              requireValid(by);
              Optional<StoredKey> updated = store.update(next, before.version(), owner, by.name());
              if (updated.isPresent() && cancelUnsent != null) {
                cancelUnsent.run();
              }
              return updated;
            },
            done -> done.isPresent() ? change(next, detail) : null));
  }

  /**
   * Requires that the caller is still one until the transaction ends: a user who is disabled at
   * this moment must not keep a key.
   */
  private void requireValid(Caller by) {
    UserSession session = by.session();
    CallerKey key = by.key();
    boolean valid =
        session != null
            ? makers.lockUser(session.userId())
            : key == null || makers.lockKey(key.id());
    if (!valid) {
      throw new ProblemException(ErrorCode.UNAUTHORIZED);
    }
  }

  /** Cancels what a key has sent that was revoked before. */
  void cancel(KeyRecord revoked, Runnable cancelUnsent) {
    var _ =
        StoreAccess.call(() ->
            audit.change(
                () -> {
                  cancelUnsent.run();
                  return revoked;
                },
                key -> change(key, Map.of("tenant", revoked.tenant(), "cancelUnsent", true))));
  }

  private static Map<String, Object> rights(KeyRecord key) {
    Map<String, Object> rights = new LinkedHashMap<>();
    rights.put("scopes", key.scopes());
    rights.put("expiresAt", key.expiresAt().toString());
    KeyPermissions permissions = key.permissions();
    putList(rights, "eventTypes", permissions.eventTypes());
    putList(rights, "categories", permissions.categories());
    putList(rights, "networks", permissions.networks());
    put(rights, "messagesPerDay", permissions.messagesPerDay());
    put(rights, "requestsPerSecond", permissions.requestsPerSecond());
    put(rights, "kafkaClient", permissions.kafkaClient());
    if (!permissions.teamNumbers().isEmpty()) {
      rights.put("teamNumbers", permissions.teamNumbers().size());
    }
    return rights;
  }

  /** Puts a limit, which null is not. */
  private static void put(Map<String, Object> rights, String name, @Nullable Object limit) {
    if (limit != null) {
      rights.put(name, limit);
    }
  }

  /** Puts a limit, which an empty list is not; of a long one its beginning and its length. */
  private static void putList(Map<String, Object> rights, String name, List<String> limit) {
    if (!limit.isEmpty()) {
      rights.put(name, limit.subList(0, Math.min(MAX_LISTED, limit.size())));
    }
    if (limit.size() > MAX_LISTED) {
      rights.put(name + "Count", limit.size());
    }
  }

  private static @Nullable Change change(KeyRecord key, Map<String, Object> detail) {
    return new Change(new Target("key", key.id()), null, null, detail);
  }
}
