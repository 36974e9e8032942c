package dev.notifier.api.access;

import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.PageRequest.Page;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyRecord;
import dev.notifier.contracts.access.KeyRecord.Secret;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.access.KeyStore;
import dev.notifier.store.access.StoredKey;
import dev.notifier.store.access.TenantStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and changes keys in PostgreSQL and publishes the changes. A caller sees the keys of its
 * tenant only, except one of the tenant {@code default} that manages tenants. Every method throws a
 * {@link ProblemException} if it fails. Thread-safe.
 */
final class KeyService {
  /** Of each tenant, neither revoked nor expired; every instance has all keys in memory. */
  private static final int MAX_KEYS = 1_000;

  /** A change by others at the same moment must not keep a key valid. */
  private static final int REVOKE_ATTEMPTS = 10;

  private final KeyStore store;
  private final KeyChanges changes;
  private final TenantStore tenants;
  private final AccessTables tables;
  private final TopicReconciler<KeyRecord> publication;
  private final RecipientKey hmac;
  private final RandomGenerator random;
  private final InstantSource clock;

  KeyService(
      KeyStore store,
      KeyChanges changes,
      TenantStore tenants,
      AccessTables tables,
      TopicReconciler<KeyRecord> publication,
      RecipientKey hmac,
      RandomGenerator random,
      InstantSource clock) {
    this.store = store;
    this.changes = changes;
    this.tenants = tenants;
    this.tables = tables;
    this.publication = publication;
    this.hmac = hmac;
    this.random = random;
    this.clock = clock;
  }

  KeyDocument.All all(Caller caller, PageRequest request) {
    String after = request.afterName();
    String tenant = seesAll(caller) ? null : caller.tenant();
    Instant now = clock.instant();
    Page<KeyDocument> page =
        request
            .page(
                StoreAccess.call(() -> store.page(tenant, after, request.elementsToRead())),
                stored -> stored.key().id())
            .map(stored -> KeyDocument.of(stored, now));
    return new KeyDocument.All(page.elements(), page.next());
  }

  KeyDocument find(Caller caller, String id) {
    return KeyDocument.of(visible(caller, id), clock.instant());
  }

  /** Makes a key; the document has its secret. */
  KeyDocument create(Caller caller, KeyForm form) {
    Instant now = now();
    String tenant = form.tenant() == null ? caller.tenant() : form.tenant();
    KeyKind kind = form.kind() == null ? KeyKind.LIVE : KeyKind.of(form.kind()).orElseThrow();
    KeyRules rules = new KeyRules(form, kind, tenant);
    requireTenant(caller, tenant, rules);
    KeyToken token = KeyToken.create(kind, random);
    KeyRecord key =
        new KeyRecord(
            KeyRecord.VERSION,
            token.id(),
            1,
            tenant,
            form.name(),
            kind,
            rules.scopes(caller),
            rules.permissions(hmac, List.of()),
            List.of(new Secret(token.hash(), null)),
            rules.expiresAt(now, null),
            null);
    rules.reject();
    if (!changes.insert(key, form.owner(), caller.name(), MAX_KEYS)) {
      throw new ProblemException(ErrorCode.TOO_MANY_KEYS);
    }
    return published(key, token);
  }

  private void requireTenant(Caller caller, String tenant, KeyRules rules) {
    boolean allowed = tenant.equals(caller.tenant()) || seesAll(caller);
    if (!allowed || StoreAccess.call(() -> tenants.find(tenant)).isEmpty()) {
      rules.add(
          "/tenant",
          "There is no such tenant. Send one that GET /v1/tenants lists, or omit the field.");
    }
  }

  /**
   * Changes a key.
   *
   * @param ifVersion the expected version; empty for any
   */
  KeyDocument change(Caller caller, String id, Optional<Integer> ifVersion, ObjectNode patch) {
    StoredKey stored = changeable(caller, id, ifVersion);
    KeyRecord before = stored.key();
    KeyForm form = KeyForm.of(stored).patched(patch);
    KeyKind kind = Objects.requireNonNull(before.kind(), "kind");
    KeyRules rules = new KeyRules(form, kind, before.tenant());
    if (!before.tenant().equals(form.tenant())) {
      rules.add("/tenant", "The tenant of a key cannot change. Make another key.");
    }
    if (!kind.id().equals(form.kind())) {
      rules.add("/kind", "The kind of a key cannot change. Make another key.");
    }
    KeyRecord next =
        new KeyRecord(
            KeyRecord.VERSION,
            id,
            before.version() + 1,
            before.tenant(),
            form.name(),
            kind,
            rules.scopes(caller),
            rules.permissions(hmac, before.permissions().teamNumbers()),
            before.secrets(),
            rules.expiresAt(now(), before.expiresAt()),
            null);
    rules.reject();
    if (next.withVersion(before.version()).equals(before) && form.owner().equals(stored.owner())) {
      return KeyDocument.of(stored, now());
    }
    return stored(stored, next, form.owner(), caller, null);
  }

  /**
   * Gives a key another secret; the document has it.
   *
   * @param overlap how long the former secret is accepted; the one before it ends at once
   */
  KeyDocument rotate(Caller caller, String id, Duration overlap) {
    StoredKey stored = changeable(caller, id, Optional.empty());
    KeyRecord before = stored.key();
    Instant now = now();
    KeyToken token = KeyToken.create(Objects.requireNonNull(before.kind(), "kind"), id, random);
    List<Secret> secrets = new ArrayList<>();
    secrets.add(new Secret(token.hash(), null));
    if (overlap.isPositive()) {
      Instant end = now.plus(overlap).truncatedTo(ChronoUnit.MILLIS);
      before.secrets().stream()
          .findFirst()
          .ifPresent(former -> secrets.add(new Secret(former.hash(), end)));
    }
    return stored(stored, before.withSecrets(secrets), stored.owner(), caller, token);
  }

  /** Revokes a key for ever, whatever others do with it. A revoked key stays as it is. */
  KeyDocument revoke(Caller caller, String id) {
    for (int attempt = 0; attempt < REVOKE_ATTEMPTS; attempt++) {
      StoredKey stored = visible(caller, id);
      if (stored.key().revokedAt() != null) {
        return KeyDocument.of(stored, now());
      }
      KeyRecord next = stored.key().revoked(now());
      if (changes.update(stored, next, stored.owner(), caller.name())) {
        return published(next, null);
      }
    }
    throw new ProblemException(ErrorCode.CONFLICT);
  }

  /** The version in force. */
  int version(Caller caller, String id) {
    return visible(caller, id).key().version();
  }

  /** A key that the caller may change: who changes a key could take what it may do. */
  private StoredKey changeable(Caller caller, String id, Optional<Integer> ifVersion) {
    StoredKey stored = visible(caller, id);
    if (stored.key().revokedAt() != null) {
      throw new ProblemException(ErrorCode.KEY_REVOKED);
    }
    KeyRules.requireHeld(caller, stored.key().knownScopes());
    if (ifVersion.filter(version -> version != stored.key().version()).isPresent()) {
      throw new ProblemException(ErrorCode.KEY_VERSION_MISMATCH);
    }
    return stored;
  }

  private StoredKey visible(Caller caller, String id) {
    return StoreAccess.call(() -> store.find(id))
        .filter(stored -> seesAll(caller) || stored.key().tenant().equals(caller.tenant()))
        .orElseThrow(() -> new ProblemException(ErrorCode.KEY_NOT_FOUND));
  }

  private static boolean seesAll(Caller caller) {
    return caller.tenant().equals(Tenants.NATIONAL) && caller.has(Scope.TENANTS_MANAGE);
  }

  private KeyDocument stored(
      StoredKey before, KeyRecord next, String owner, Caller caller, @Nullable KeyToken token) {
    if (!changes.update(before, next, owner, caller.name())) {
      throw new ProblemException(ErrorCode.CONFLICT);
    }
    return published(next, token);
  }

  private KeyDocument published(KeyRecord next, @Nullable KeyToken token) {
    tables.keys().put(next.id(), next);
    publication.publishSoon();
    StoredKey stored =
        StoreAccess.call(() -> store.find(next.id()))
            .orElseThrow(() -> new ProblemException(ErrorCode.CONFLICT));
    return KeyDocument.of(stored, now(), token);
  }

  /** As exact as JSON and PostgreSQL keep it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
