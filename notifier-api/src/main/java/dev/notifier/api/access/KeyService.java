package dev.notifier.api.access;

import dev.notifier.api.cancellations.CancellationService;
import dev.notifier.api.http.PageRequest;
import dev.notifier.api.http.PageRequest.Page;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.SecretRotation;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.HeldScopes;
import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyRecord;
import dev.notifier.contracts.access.KeyRecord.Secret;
import dev.notifier.contracts.access.ReservedNames;
import dev.notifier.contracts.access.TenantRecord;
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
  /** Of each tenant; every instance has all keys in memory, revoked ones too. */
  private static final KeyStore.Limits LIMITS = new KeyStore.Limits(1_000, 100);

  /** A change by others at the same moment must not keep a key valid. */
  private static final int REVOKE_ATTEMPTS = 10;

  private final KeyStore store;
  private final KeyChanges changes;
  private final TenantStore tenants;
  private final AccessTables tables;
  private final TopicReconciler<KeyRecord> publication;
  private final CancellationService cancellations;
  private final RecipientKey hmac;
  private final RandomGenerator random;
  private final InstantSource clock;

  KeyService(
      KeyStore store,
      KeyChanges changes,
      TenantStore tenants,
      AccessTables tables,
      TopicReconciler<KeyRecord> publication,
      CancellationService cancellations,
      RecipientKey hmac,
      RandomGenerator random,
      InstantSource clock) {
    this.store = store;
    this.changes = changes;
    this.tenants = tenants;
    this.tables = tables;
    this.publication = publication;
    this.cancellations = cancellations;
    this.hmac = hmac;
    this.random = random;
    this.clock = clock;
  }

  KeyDocument.All all(Caller caller, PageRequest request) {
    String after = request.afterName();
    String tenant = caller.managesTenants() ? null : caller.tenant();
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
    if (ReservedNames.contains(form.name())) {
      rules.add(
          "/name",
          "These names are reserved: "
              + String.join(", ", ReservedNames.all())
              + ". Choose another one.");
    }
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
            List.of(new Secret(token.hash(), null, caller.name())),
            rules.expiresAt(now, null, caller),
            null);
    rules.limit(caller, key, null);
    requireOwnClient(key, null, rules);
    rules.reject();
    StoredKey stored =
        changes
            .insert(key, form.owner(), caller, LIMITS)
            .orElseThrow(() -> notInserted(key, rules));
    return published(stored, token);
  }

  private ProblemException notInserted(KeyRecord key, KeyRules rules) {
    // Another key may have got the topic since the check.
    requireOwnClient(key, null, rules);
    rules.reject();
    return new ProblemException(ErrorCode.TOO_MANY_KEYS);
  }

  /**
   * Requires that no other valid key has the topic, and that no key of another tenant or kind ever
   * had it, because records may wait there. Also a key that becomes valid again must be the only
   * one. The names of a tenant begin with its own, so that it cannot take those of others.
   */
  private void requireOwnClient(KeyRecord key, @Nullable KeyRecord before, KeyRules rules) {
    String client = key.permissions().kafkaClient();
    String known = before == null ? null : before.permissions().kafkaClient();
    if (known != null && !known.equals(client)) {
      rules.add(
          KeyLimits.KAFKA_CLIENT,
          "The topic of a key cannot change. Revoke the key and make another.");
      return;
    }
    Instant now = clock.instant();
    boolean kept = before != null && known != null && (before.isValid(now) || !key.isValid(now));
    if (client == null || kept) {
      return;
    }
    if (known == null && !isNameOf(key.tenant(), client)) {
      rules.add(
          KeyLimits.KAFKA_CLIENT,
          "The topic of a key of this tenant begins with "
              + key.tenant()
              + "-, and not with the name of another tenant. Choose such a name.");
    } else if (StoreAccess.call(() -> store.isKafkaClientTaken(client, key))) {
      rules.add(
          KeyLimits.KAFKA_CLIENT,
          "Another valid key has this topic, or it was that of another tenant or of a key of another"
              + " kind. Revoke that key, or choose another name.");
    }
  }

  /** Whether a topic can be that of a tenant. Those of son-la-2 are not those of son-la. */
  private boolean isNameOf(String tenant, String client) {
    if (Tenants.isNational(tenant)) {
      return true;
    }
    if (!client.startsWith(tenant + "-")) {
      return false;
    }
    int end = client.indexOf('-', tenant.length() + 1);
    for (; end > 0; end = client.indexOf('-', end + 1)) {
      String other = client.substring(0, end);
      if (StoreAccess.call(() -> tenants.find(other)).isPresent()) {
        return false;
      }
    }
    return true;
  }

  private void requireTenant(Caller caller, String tenant, KeyRules rules) {
    boolean allowed = tenant.equals(caller.tenant()) || caller.managesTenants();
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
    if (!before.name().equals(form.name())) {
      rules.add("/name", "The name of a key cannot change: the audit has it. Make another key.");
    }
    if (!kind.id().equals(form.kind())) {
      rules.add("/kind", "The kind of a key cannot change. Make another key.");
    }
    KeyRecord next =
        new KeyRecord(
            KeyRecord.VERSION,
            id,
            nextVersion(before),
            before.tenant(),
            form.name(),
            kind,
            rules.scopes(caller),
            rules.permissions(hmac, before.permissions().teamNumbers()),
            before.secrets(),
            rules.expiresAt(now(), before.expiresAt(), caller),
            null);
    rules.limit(caller, next, before);
    requireOwnClient(next, before, rules);
    rules.reject();
    if (next.withVersion(before.version()).equals(before) && form.owner().equals(stored.owner())) {
      return KeyDocument.of(stored, now());
    }
    return stored(next, stored, form.owner(), caller, null);
  }

  /**
   * Gives a key another secret; the document has it.
   *
   * @param rotation how long the former secret is accepted, and whether the one before it may end
   */
  KeyDocument rotate(Caller caller, String id, SecretRotation rotation) {
    StoredKey stored = changeable(caller, id, Optional.empty());
    KeyRecord before = stored.key();
    if (!KeyLimits.exceeded(caller.key(), before).isEmpty()) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.SCOPE_NOT_HELD,
              "The key has fewer limits than yours."
                  + " Ask an administrator whose key has no limits."));
    }
    Instant now = now();
    boolean hasFormer =
        before.secrets().stream()
            .anyMatch(secret -> secret.endsAt() != null && secret.isValid(now));
    if (hasFormer && !rotation.force()) {
      // Its holders have not changed to the present one yet.
      throw new ProblemException(ErrorCode.FORMER_SECRET_VALID);
    }
    Duration overlap = rotation.overlap();
    KeyToken token = KeyToken.create(Objects.requireNonNull(before.kind(), "kind"), id, random);
    List<Secret> secrets = new ArrayList<>();
    secrets.add(new Secret(token.hash(), null, caller.name()));
    if (overlap.isPositive()) {
      Instant end = now.plus(overlap).truncatedTo(ChronoUnit.MILLIS);
      before.secrets().stream().findFirst().ifPresent(former -> secrets.add(former.endingAt(end)));
    }
    KeyRecord next = before.withSecrets(secrets).withVersion(nextVersion(before));
    return stored(next, stored, stored.owner(), caller, token);
  }

  /**
   * Revokes a key for ever, whatever others do with it. A revoked key stays as it is.
   *
   * @param cancelUnsent whether what it has sent is cancelled, even if it was revoked before
   */
  KeyDocument revoke(Caller caller, String id, boolean cancelUnsent) {
    for (int attempt = 0; attempt < REVOKE_ATTEMPTS; attempt++) {
      StoredKey stored = visible(caller, id);
      Runnable cancel =
          cancelUnsent
              ? () -> cancellations.cancelUnsent(sender(stored.key()), id, caller.name())
              : null;
      if (stored.key().revokedAt() != null) {
        if (cancel != null && !cancellations.hasCancelled(sender(stored.key()), id)) {
          changes.cancel(stored.key(), cancel);
          cancellations.publish();
        }
        return KeyDocument.of(stored, now());
      }
      KeyRecord next = stored.key().revoked(now()).withVersion(nextVersion(stored.key()));
      Optional<StoredKey> revoked = changes.update(stored, next, stored.owner(), caller, cancel);
      if (revoked.isPresent()) {
        if (cancelUnsent) {
          cancellations.publish();
        }
        return published(revoked.get(), null);
      }
    }
    throw new ProblemException(ErrorCode.CONFLICT);
  }

  /** The tenant whose messages a key sends. */
  private static String sender(KeyRecord key) {
    return key.kind() == KeyKind.TEST ? TenantRecord.shadowOf(key.tenant()) : key.tenant();
  }

  /** The version in force. */
  int version(Caller caller, String id) {
    return visible(caller, id).key().version();
  }

  /** A key that the caller may change: someone who changes a key could take what it may do. */
  private StoredKey changeable(Caller caller, String id, Optional<Integer> ifVersion) {
    StoredKey stored = visible(caller, id);
    if (stored.key().revokedAt() != null) {
      throw new ProblemException(ErrorCode.KEY_REVOKED);
    }
    requireNewest(stored.key());
    HeldScopes.require(caller, stored.key().knownScopes());
    if (ifVersion.filter(version -> version != stored.key().version()).isPresent()) {
      throw new ProblemException(ErrorCode.KEY_VERSION_MISMATCH);
    }
    return stored;
  }

  /**
   * Requires that PostgreSQL has the newest version. After it was restored from a backup, it does
   * not for a moment, and a change of the old version would make old secrets valid again.
   */
  private void requireNewest(KeyRecord stored) {
    KeyRecord known = tables.keys().get(stored.id());
    if (known != null && known.revokedAt() != null) {
      publication.publishSoon();
      throw new ProblemException(ErrorCode.KEY_REVOKED);
    }
    if (known != null && known.version() > stored.version()) {
      publication.publishSoon();
      throw new ProblemException(ErrorCode.CONFLICT);
    }
  }

  /** After every version that PostgreSQL or the topic has: a lower one would be undone. */
  private int nextVersion(KeyRecord stored) {
    KeyRecord known = tables.keys().get(stored.id());
    return Math.max(stored.version(), known == null ? 0 : known.version()) + 1;
  }

  private StoredKey visible(Caller caller, String id) {
    return StoreAccess.call(() -> store.find(id))
        .filter(stored -> caller.managesTenants() || stored.key().tenant().equals(caller.tenant()))
        .orElseThrow(() -> new ProblemException(ErrorCode.KEY_NOT_FOUND));
  }

  private KeyDocument stored(
      KeyRecord next, StoredKey before, String owner, Caller caller, @Nullable KeyToken token) {
    StoredKey stored =
        changes
            .update(before, next, owner, caller)
            .orElseThrow(() -> new ProblemException(ErrorCode.CONFLICT));
    return published(stored, token);
  }

  private KeyDocument published(StoredKey stored, @Nullable KeyToken token) {
    tables.keys().put(stored.key().id(), stored.key().published());
    publication.publishSoon();
    return KeyDocument.of(stored, now(), token);
  }

  /** As exact as JSON and PostgreSQL keep it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
