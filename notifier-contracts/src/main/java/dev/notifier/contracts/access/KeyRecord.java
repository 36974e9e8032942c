package dev.notifier.contracts.access;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.notifier.contracts.RecordCheck;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.VersionedRecord;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A stored API key in its current version, on {@code notifier.keys} under its id. It contains
 * hashes, so someone who reads the topic cannot use the key. A revoked key remains on the topic.
 *
 * @param v version of this format, {@value #VERSION}
 * @param id the readable part of the key
 * @param version of the key, ascending; an older one never replaces a newer one
 * @param tenant whose key it is
 * @param name of the caller, for the audit
 * @param kind null if a newer release knows it only; such a key is not accepted
 * @param scopes ids of scopes. Those that only a newer release knows are ignored, so that the rest
 *     of the record, such as a revocation, takes effect
 * @param secrets the hashes that are accepted, the newest first; at most two
 * @param expiresAt when the key ends
 * @param revokedAt null if it is not revoked
 */
public record KeyRecord(
    int v,
    String id,
    int version,
    String tenant,
    String name,
    @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL) @Nullable KeyKind kind,
    List<String> scopes,
    KeyPermissions permissions,
    List<Secret> secrets,
    Instant expiresAt,
    @Nullable Instant revokedAt)
    implements VersionedRecord {
  public static final int VERSION = 1;

  /** How it is read. */
  public static final RecordFormat<KeyRecord> FORMAT = new RecordFormat<>(KeyRecord.class, VERSION);

  /**
   * The hash of a key.
   *
   * @param hash SHA-256 of the whole key, 64 hexadecimal characters
   * @param endsAt when it is not accepted any more, after a rotation; null = with the key
   * @param by the name of the caller who has made it and so knows it; null if it is older than this
   *     field
   */
  public record Secret(String hash, @Nullable Instant endsAt, @Nullable String by) {
    /** Returns the secret with an end. */
    public Secret endingAt(Instant end) {
      return new Secret(hash, end, by);
    }

    /** Whether it is accepted at a time. */
    public boolean isValid(Instant now) {
      return endsAt == null || now.isBefore(endsAt);
    }
  }

  @Override
  public void check(RecordCheck check) {
    check
        .required("id", id)
        .required("tenant", tenant)
        .required("name", name)
        .required("scopes", scopes)
        .required("permissions", permissions)
        .each("secrets", secrets, secret -> check.required("secrets", secret.hash()))
        .required("expiresAt", expiresAt);
  }

  /** The scopes that this program knows. */
  public Set<Scope> knownScopes() {
    return scopes.stream()
        .flatMap(scope -> Scope.of(scope).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The name of the caller who has made the oldest secret; null if that is not known. */
  public @Nullable String maker() {
    return secrets.isEmpty() ? null : secrets.getLast().by();
  }

  /** Whether the key is accepted at a time: neither revoked nor expired. */
  public boolean isValid(Instant now) {
    return revokedAt == null && now.isBefore(expiresAt);
  }

  /** Returns a copy with another version. */
  public KeyRecord withVersion(int other) {
    return new KeyRecord(
        v, id, other, tenant, name, kind, scopes, permissions, secrets, expiresAt, revokedAt);
  }

  /** Returns the next version with other secrets. */
  public KeyRecord withSecrets(List<Secret> others) {
    return new KeyRecord(
        v, id, version + 1, tenant, name, kind, scopes, permissions, others, expiresAt, revokedAt);
  }

  /** Returns the next version, which is not accepted any more. */
  public KeyRecord revoked(Instant at) {
    return new KeyRecord(
        v, id, version + 1, tenant, name, kind, scopes, permissions, secrets, expiresAt, at);
  }

  /**
   * Returns what is published of it: a revoked key needs no permissions, but its topic remains with
   * its tenant.
   */
  public KeyRecord published() {
    return revokedAt == null
        ? this
        : new KeyRecord(
            v,
            id,
            version,
            tenant,
            name,
            kind,
            scopes,
            new KeyPermissions(null, null, null, null, null, null, permissions.kafkaClient()),
            secrets,
            expiresAt,
            revokedAt);
  }

  /** Omits the hashes. */
  @Override
  public String toString() {
    return "KeyRecord[" + id + ", version=" + version + "]";
  }
}
